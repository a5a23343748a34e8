internal import Glibc

/// Words of the C library.
public enum SystemText {
    /// "Permission denied".
    ///
    /// - Parameter code: `errno`.
    public static func error(_ code: Int32) -> String { String(cString: strerror(code)) }
}
