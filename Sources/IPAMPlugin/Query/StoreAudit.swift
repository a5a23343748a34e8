internal import CNISpec
internal import Glibc
internal import NodeStore
internal import Slim

/// What can be wrong with the node store itself.
struct StoreAudit {
    private let directory: String
    private let commands: CommandText

    init(_ directory: String, _ commands: CommandText) {
        self.directory = directory
        self.commands = commands
    }

    /// A store that cannot be opened because of what it is; nil for a refusal that says nothing of it.
    func finding(_ error: NodeStoreError) -> Finding? {
        switch error {
        case .truncated, .corrupt:
            Finding(brief(error), cause: "its file was written by something else, or cut off", repair: recovery)
        case .newerSchema:
            Finding(
                brief(error), cause: "a newer version of this program ran on this node since its boot",
                repair: "run the newer version's calico-ipam; without it: \(recovery)")
        case .otherPIDNamespace(_, let recorded, let own):
            Finding(
                "the node store in \(directory) was made in PID namespace \(recorded), this program runs in \(own)",
                cause: "its lock only works within one PID namespace: every plugin and calico-node have to run in the host's (hostPID)",
                repair: wayInto(recorded, from: own))
        case .exhausted, .addressOutside, .addressTaken, .hostInterfaceTaken, .notRecorded, .keyMalformed, .keyTooLong, .absent, .diskFull, .mapFull,
            .readersFull, .readOnly, .notPermitted, .alreadyOpen, .failed:
            nil
        }
    }

    /// A contradiction between the tables of a store that can be read.
    func contradiction(_ complaint: String) -> Finding {
        Finding(
            "the node store in \(directory) contradicts itself: \(complaint)",
            cause: "its file was changed by something else, or by a fault of this program", repair: recovery)
    }

    /// A store of an earlier boot, where there is none of this one: its records are void.
    func isOfEarlierBoot() -> Bool {
        guard let stamp = Self.firstLine("\(directory)/boot-id"), let boot = Self.firstLine("/proc/sys/kernel/random/boot_id") else { return false }
        return stamp != boot
    }

    /// The error without its way out, which is the repair.
    private func brief(_ error: NodeStoreError) -> String {
        let text = error.description
        let end = text.indices.first { text[$0...].hasPrefix(". ") } ?? text.endIndex
        return String(text[..<end])
    }

    private var recovery: String {
        "stop the container runtime and every calico process, then: rm -r \(CommandText.quoted(directory)); then start them and restart this node's pods"
    }

    private static func firstLine(_ path: String) -> String? {
        guard let octets = try? StandardStreams.readFile(path, limit: 4096) else { return nil }
        return String(decoding: octets.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// How to get where the store can be opened.
    private func wayInto(_ recorded: UInt64, from own: UInt64) -> String {
        if let process = Self.member(of: recorded) { return "nsenter --target \(process) --pid \(commands.own("check"))" }
        // Only the first namespace sees the processes of all others (linux/proc_ns.h, PROC_PID_INIT_INO).
        guard own == 0xefff_fffc else {
            return "run `\(commands.own("check"))` on the host itself, or in a container with the host's processes (hostPID)"
        }
        return "no process of that namespace is left: \(recovery)"
    }

    /// The lowest process of a PID namespace, by its inode; nil when none is seen.
    private static func member(of namespace: UInt64) -> Int32? {
        guard let stream = opendir("/proc") else { return nil }
        defer { closedir(stream) }
        var lowest: Int32?
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            var status = stat()
            guard let process = Int32(name), stat("/proc/\(name)/ns/pid", &status) == 0, UInt64(status.st_ino) == namespace else { continue }
            lowest = min(lowest ?? process, process)
        }
        return lowest
    }
}
