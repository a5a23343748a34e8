internal import Glibc

/// Words of the C library.
enum SystemText {
    /// "Permission denied".
    static func error(_ code: Int32) -> String { String(cString: strerror(code)) }
}
