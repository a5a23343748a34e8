internal import NodeIPAM
internal import NodeStore

/// Commands as they are printed for people to copy: quoted for a POSIX shell, with the state folder where it is not the usual one.
struct CommandText {
    /// As this process was called, so that it is found again.
    let program: String
    private let stateOption: String

    init(_ paths: StatePaths, program: String = CommandLine.arguments.first ?? "calico-ipam") {
        self.program = Self.quoted(program)
        stateOption = paths.persistent == "/var/lib/calico" ? "" : " --state-dir \(Self.quoted(paths.persistent))"
    }

    func release(_ key: AttachmentKey, force: Bool = false) -> String { about(key, "release") + (force ? " --force" : "") }

    func repair(_ key: AttachmentKey) -> String { about(key, "repair") }

    /// Any other command of this program.
    func own(_ words: String) -> String { "\(program) \(words)\(stateOption)" }

    private func about(_ key: AttachmentKey, _ command: String) -> String {
        own("\(command) --network \(Self.quoted(key.network)) --container \(Self.quoted(key.containerID)) --interface \(Self.quoted(key.interface))")
    }

    /// A word for a POSIX shell: in single quotes unless every character is harmless.
    static func quoted(_ word: String) -> String {
        let harmless = word.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-_./:,@%+=".utf8.contains($0)
        }
        if harmless, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
