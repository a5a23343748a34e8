import Foundation
import Testing

/// A run of the program that uses the store beside the tests.
final class Helper {
    /// It lies beside the test program.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path + "/node-store-stress"

    private let process = Process()
    private let output = Pipe()

    convenience init(_ arguments: String...) throws { try self.init(program: Self.path, arguments) }

    convenience init(program: String, _ arguments: String...) throws { try self.init(program: program, arguments) }

    private init(program: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
    }

    deinit { kill(SIGKILL) }

    /// The next line of its output, without the newline; nil at the end.
    func line() -> String? {
        var bytes: [UInt8] = []
        while let next = output.fileHandleForReading.readData(ofLength: 1).first {
            if next == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(next)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    func kill(_ signal: Int32) {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, signal)
        process.waitUntilExit()
    }

    /// Its exit status, or minus the signal that ended it.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
}
