public import Addresses
internal import CNetlink
internal import Glibc

extension IPAddress.Family {
    /// The family of AF_INET or AF_INET6; nil for others.
    public init?(kernelNumber: UInt8) {
        switch Int32(kernelNumber) {
        case AF_INET: self = .v4
        case AF_INET6: self = .v6
        default: return nil
        }
    }

    /// AF_INET or AF_INET6.
    public var kernelNumber: UInt8 { UInt8(self == .v4 ? AF_INET : AF_INET6) }
}
