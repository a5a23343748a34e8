internal import Addresses
internal import CLinux
internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Socket options that BGP asks for beside NIO's own.
enum SocketSettings {
    // linux/in.h, linux/in6.h; not in Glibc's module.
    private static let minimumTTL: CInt = 21
    private static let minimumHopCount: CInt = 73
    /// Gives the choice back to the system.
    private static let systemTTL: CInt = -1

    /// TTL and the least TTL that is taken (RFC 5082). An accepted socket has those of the listening one before.
    static func setHopLimit(_ limit: HopLimit, _ family: IPAddress.Family, on channel: any Channel) throws {
        try setTTL(limit.ttl.map { CInt($0) } ?? systemTTL, family, on: channel)
        try setLeastTTL(limit.leastTTL, family, on: channel)
    }

    static func setLeastTTL(_ least: UInt8, _ family: IPAddress.Family, on channel: any Channel) throws {
        if family == .v4 {
            try set(IPPROTO_IP, minimumTTL, CInt(least), "IP_MINTTL", on: channel)
        } else {
            try set(IPPROTO_IPV6, minimumHopCount, CInt(least), "IPV6_MINHOPCOUNT", on: channel)
        }
    }

    static func setTTL(_ hops: CInt, _ family: IPAddress.Family, on channel: any Channel) throws {
        if family == .v4 {
            try set(IPPROTO_IP, IP_TTL, hops, "IP_TTL", on: channel)
        } else {
            try set(IPPROTO_IPV6, IPV6_UNICAST_HOPS, hops, "IPV6_UNICAST_HOPS", on: channel)
        }
    }

    private static func set(_ level: some BinaryInteger, _ name: CInt, _ value: CInt, _ words: String, on channel: any Channel) throws {
        guard let provider = channel as? any SocketOptionProvider else { return }
        // In the channel's event loop the call is made at once.
        let done = provider.unsafeSetSocketOption(level: .init(rawValue: CInt(level)), name: .init(rawValue: name), value: value)
        if let failure = failure(done, "set \(words) to \(value)") { throw failure }
    }

    /// Sets the TCP-MD5 key for peers of a network (RFC 2385), or removes it when there is no password.
    static func setKey(_ password: String?, for network: IPPrefix, on channel: any Channel) throws {
        guard let provider = channel as? any SocketOptionProvider else { return }
        var key = clinux_md5_key()
        let text = password ?? ""
        let octets = network.first.octets
        let made = clinux_make_md5_key(
            &key, network.family == .v4 ? AF_INET : AF_INET6, octets, UInt32(network.length), text, text.utf8.count)
        guard made == 0 else { throw SocketFailure(code: EINVAL, operation: "make the TCP-MD5 key of \(text.utf8.count) octets, 80 at most") }
        let done = provider.unsafeSetSocketOption(level: .init(rawValue: CInt(IPPROTO_TCP)), name: .init(rawValue: clinux_md5_option), value: key)
        guard let failure = failure(done, "set TCP_MD5SIG for \(network)") else { return }
        // There was no key to remove.
        if password == nil, failure.code == ENOENT { return }
        throw failure
    }

    /// How long nothing has come, as the kernel sees it; nil when it does not say.
    static func silence(on channel: any Channel) -> TimeAmount? {
        guard let provider = channel as? any SocketOptionProvider else { return nil }
        let box = NIOLoopBoundBox<tcp_info?>(nil, eventLoop: channel.eventLoop)
        provider.getTCPInfo().assumeIsolated().whenSuccess { box.value = $0 }
        return box.value.map { .milliseconds(Int64($0.tcpi_last_data_recv)) }
    }

    private static func failure(_ done: EventLoopFuture<Void>, _ operation: String) -> SocketFailure? {
        let box = NIOLoopBoundBox<(any Error)?>(nil, eventLoop: done.eventLoop)
        done.assumeIsolated().whenFailure { box.value = $0 }
        guard let error = box.value else { return nil }
        return SocketFailure(code: (error as? IOError)?.errnoCode ?? EIO, operation: operation)
    }
}
