internal import Glibc

/// Words and numbers of the C library.
enum SystemText {
    static let addressInUse = EADDRINUSE
    static let addressNotAvailable = EADDRNOTAVAIL

    /// "Permission denied".
    static func error(_ code: Int32) -> String { String(cString: strerror(code)) }
}
