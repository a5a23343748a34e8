import Glibc

/// A system call of a test's own that failed.
struct CallFailure: Error, CustomStringConvertible {
    let operation: String
    let code: Int32

    static func last(_ operation: String) -> CallFailure { CallFailure(operation: operation, code: errno) }

    var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
