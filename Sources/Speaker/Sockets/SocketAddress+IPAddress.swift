internal import Addresses
internal import NIOCore

extension IPAddress {
    /// The address of a socket; nil for a unix socket. An IPv4 address inside IPv6 is IPv4.
    init?(_ socket: SocketAddress?) {
        guard let text = socket?.ipAddress, let whole = IPAddress(text.prefix { $0 != "%" }) else { return nil }
        let isMapped = whole.family == .v6 && whole.value >> 32 == 0xffff
        self = isMapped ? IPAddress(family: .v4, value: whole.value & 0xffff_ffff) : whole
    }
}

extension SocketAddress {
    init(_ address: IPAddress, port: UInt16) throws { try self.init(ipAddress: "\(address)", port: Int(port)) }

    /// "10.0.0.7:179".
    var words: String {
        guard let address = IPAddress(self) else { return "\(self)" }
        return ListenEndpoint(address, port: UInt16(clamping: port ?? 0)).description
    }
}
