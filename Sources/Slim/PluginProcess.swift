internal import CLinux
internal import Glibc

/// Another CNI plugin, run to its end.
public struct PluginProcess: Sendable {
    /// What a finished plugin left.
    public struct Outcome: Sendable {
        /// Exit status; 128 + N after signal N.
        public let status: Int32
        public let output: [UInt8]
        public let diagnostics: [UInt8]
    }

    /// Why a plugin could not be run to its end.
    public enum Failure: Error, Sendable {
        /// No executable of that name in any folder of `CNI_PATH`.
        case notFound(name: String, folders: [String])
        case cannotStart(path: String, code: Int32)
        /// Killed after that many seconds without an end.
        case tooSlow(path: String, seconds: Int)
    }

    /// Octets of output that are kept.
    private static var outputLimit: Int { 4 << 20 }

    /// The executable `name` in the first folder that has it. A name with a slash is found nowhere: it would leave `CNI_PATH`.
    public static func find(_ name: String, in folders: [String]) throws(Failure) -> String {
        if !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")), name != ".", name != ".." {
            for folder in folders where isExecutable("\(folder)/\(name)") { return "\(folder)/\(name)" }
        }
        throw .notFound(name: name, folders: folders)
    }

    private static func isExecutable(_ path: String) -> Bool {
        var file = stat()
        return access(path, X_OK) == 0 && stat(path, &file) == 0 && file.st_mode & S_IFMT == S_IFREG
    }

    /// Runs `path` with `input` on standard input and waits for its end.
    /// - Parameters:
    ///   - path: The executable.
    ///   - environment: "NAME=value" entries, the whole environment.
    ///   - input: What it reads.
    ///   - seconds: When it has not ended by then it is killed.
    public static func run(_ path: String, environment: [String], input: [UInt8], seconds: Int) throws(Failure) -> Outcome {
        let standardInput = clinux_memory_file(input, input.count)
        var output: [Int32] = [-1, -1]
        var diagnostics: [Int32] = [-1, -1]
        defer { for descriptor in [standardInput] + output + diagnostics where descriptor >= 0 { close(descriptor) } }
        guard standardInput >= 0, clinux_pipe(&output) == 0, clinux_pipe(&diagnostics) == 0 else {
            throw .cannotStart(path: path, code: errno)
        }
        let child = try spawn(path, environment, [standardInput, output[1], diagnostics[1]])
        for end in [output[1], diagnostics[1]] { close(end) }
        (output[1], diagnostics[1]) = (-1, -1)

        let deadline = clinux_boottime_nanoseconds() + UInt64(seconds) * 1_000_000_000
        guard let collected = collect(output[0], diagnostics[0], until: deadline), let status = wait(for: child, until: deadline) else {
            kill(child, SIGKILL)
            while waitpid(child, nil, 0) < 0 && errno == EINTR {}
            throw .tooSlow(path: path, seconds: seconds)
        }
        return Outcome(status: status, output: collected.output, diagnostics: collected.diagnostics)
    }

    private static func spawn(_ path: String, _ environment: [String], _ standard: [Int32]) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in standard.enumerated() { posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number)) }
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, path, &actions, nil, &arguments, &variables)
        guard code == 0 else { throw .cannotStart(path: path, code: code) }
        return child
    }

    /// The exit status; nil when `deadline` (boot time, nanoseconds) comes first.
    ///
    /// A child that has closed its outputs is about to end: it is looked for at once, then ever more rarely.
    private static func wait(for child: pid_t, until deadline: UInt64) -> Int32? {
        var status: Int32 = 0
        var pause: useconds_t = 20
        while waitpid(child, &status, WNOHANG) == 0 {
            guard clinux_boottime_nanoseconds() < deadline else { return nil }
            usleep(pause)
            pause = min(2 * pause, 10_000)
        }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }

    /// Reads both pipes to their ends; nil when `deadline` (boot time, nanoseconds) comes first.
    private static func collect(_ output: Int32, _ diagnostics: Int32, until deadline: UInt64) -> (output: [UInt8], diagnostics: [UInt8])? {
        var collected: [[UInt8]] = [[], []]
        var open = [pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: diagnostics, events: Int16(POLLIN), revents: 0)]
        var chunk = [UInt8](repeating: 0, count: 65536)
        while open.contains(where: { $0.fd >= 0 }) {
            let now = clinux_boottime_nanoseconds()
            guard now < deadline else { return nil }
            if poll(&open, nfds_t(open.count), Int32(min(60_000, (deadline - now) / 1_000_000 + 1))) < 0 {
                guard errno == EINTR else { return nil }
                continue
            }
            for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
                let length = read(open[index].fd, &chunk, chunk.count)
                if length <= 0 { open[index].fd = -1 } else if collected[index].count < outputLimit { collected[index] += chunk[..<length] }
            }
        }
        return (collected[0], collected[1])
    }
}
