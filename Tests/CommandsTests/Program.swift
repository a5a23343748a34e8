import Foundation
import Glibc
import Testing

/// The program under test, as a process.
enum Program {
    /// CALICO_BIN, else the folder `bin` of the package.
    static let folder: String = {
        let given = ProcessInfo.processInfo.environment["CALICO_BIN"].flatMap { $0.isEmpty ? nil : $0 }
        return given ?? Fixtures.folder.appending(path: "../../bin").standardized.path(percentEncoded: false)
    }()

    static let path = "\(folder)/calicoctl"

    /// Why the program cannot be run; nil when it can.
    static let obstacle: String? =
        access(path, X_OK) == 0 ? nil : "no executable calicoctl in \(folder); run `make build`, or name the folder in CALICO_BIN"

    /// What a command came to.
    struct Outcome {
        let status: Int32
        let output: String
        let diagnostics: String
    }

    /// Runs the program to its end.
    ///
    /// - Parameter state: The folder of the datastore.
    static func run(_ arguments: [String], state: String, input: [UInt8] = [], environment: [String: String] = [:]) throws -> Outcome {
        try run(executable: path, arguments, input: input, environment: ["CALICO_STATE_DIR": state].merging(environment) { $1 })
    }

    /// Runs a line of a shell in the folder of the fixtures, with both outputs in one.
    static func shell(_ line: String, state: String) throws -> Outcome {
        let environment = ["CALICO_STATE_DIR": state, "PATH": "\(folder):/usr/bin:/bin", "LC_ALL": "C"]
        return try run(executable: "/bin/sh", ["-c", "exec 2>&1\n\(line)"], input: [], environment: environment)
    }

    private static func run(executable: String, _ arguments: [String], input: [UInt8], environment: [String: String]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = Fixtures.folder
        let (output, diagnostics) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = diagnostics
        // A file, not a pipe: nobody has to feed it meanwhile.
        let file = FileManager.default.temporaryDirectory.appending(path: "calicoctl-input-\(UUID().uuidString)")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let reading = try FileHandle(forReadingFrom: file)
        defer { try? reading.close() }
        process.standardInput = reading
        try process.run()
        let collector = Collector(diagnostics.fileHandleForReading)
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            output: String(decoding: text, as: UTF8.self), diagnostics: String(decoding: collector.wait(), as: UTF8.self))
    }

    /// Reads one pipe while another one is read.
    private final class Collector: @unchecked Sendable {
        // Unchecked: the data are written before the semaphore is signalled and read after.
        private var data = Data()
        private let semaphore = DispatchSemaphore(value: 0)

        init(_ handle: FileHandle) {
            Thread.detachNewThread { [self] in
                data = (try? handle.readToEnd()) ?? Data()
                semaphore.signal()
            }
        }

        func wait() -> Data {
            semaphore.wait()
            return data
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips, with the reason, where the program has not been built.
    static var needsCalicoctl: Self { .enabled(if: Program.obstacle == nil, Comment(rawValue: Program.obstacle ?? "")) }
}
