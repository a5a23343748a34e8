import Glibc

/// A system call of the harness that failed.
struct SystemFailure: Error, CustomStringConvertible {
    let operation: String
    let code: Int32

    static func last(_ operation: String) -> SystemFailure { SystemFailure(operation: operation, code: errno) }

    var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
