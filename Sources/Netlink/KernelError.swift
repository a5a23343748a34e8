internal import Glibc

/// A request that the kernel refused, with everything needed to act on it.
///
/// ``code`` decides what the caller does; ``operation`` and ``detail`` are for people.
public struct KernelError: Error, Hashable, Sendable {
    /// The `errno` value, positive.
    public let code: Int32
    /// What was asked for, in `ip(8)` words: "route add 10.65.1.0/26 via 10.0.0.7".
    public let operation: String
    /// The kernel's own sentence (`NLMSGERR_ATTR_MSG`), if it gave one.
    public let detail: String?

    public init(code: Int32, operation: String, detail: String? = nil) {
        self.code = code
        self.operation = operation
        self.detail = detail
    }

    /// The failure of a system call that has just returned, from `errno`.
    public static func last(_ operation: String) -> KernelError {
        KernelError(code: errno, operation: operation)
    }

    public var isAlreadyThere: Bool { code == EEXIST }
    /// Nothing of that name: what a reconciler that deletes calls success.
    public var isAlreadyGone: Bool { code == ENOENT || code == ENODEV || code == ESRCH || code == ENXIO }
    public var isNotPermitted: Bool { code == EPERM || code == EACCES }
}

extension KernelError: CustomStringConvertible {
    public var description: String {
        let reason = String(cString: strerror(code))
        return detail.map { "\(operation): \(reason) (\($0))" } ?? "\(operation): \(reason)"
    }
}
