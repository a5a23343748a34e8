internal import Addresses
internal import BGPWire

/// About 200,000 routes of one family, and the UPDATEs that announce them.
struct Stream<Prefix: RoutePrefix> {
    let entries: [NLRI<Prefix>]
    let prefixesPerMessage: Int
    let attributes: [PathAttributes]
    /// The UPDATEs as they come from a socket: 64 KiB at a time.
    let chunks: [[UInt8]]
    let decoding = DecodingOptions(families: [.ipv4, .ipv6])
    let encoding = EncodingOptions()

    /// Thirty-two sets of attributes take turns.
    init(prefixesPerMessage: Int) throws {
        self.prefixesPerMessage = prefixesPerMessage
        entries = (0..<200_000).map { number in
            let address =
                Prefix.bits == 32
                ? IPAddress(family: .v4, value: 0x1400_0000 + UInt128(number) << 8)
                : IPAddress(family: .v6, value: 0x2001_0db8 << 96 + UInt128(number) << 80)
            guard let prefix = IPPrefix(address, length: Prefix.bits == 32 ? 24 : 48), let route = Prefix(prefix) else {
                preconditionFailure("a prefix of \(address)")
            }
            return NLRI(route)
        }
        let nextHop = IPAddress(family: Prefix.bits == 32 ? .v4 : .v6, value: Prefix.bits == 32 ? 0x0a00_0001 : 0x2001_0db8 << 96 + 1)
        attributes = (0..<32).map { number in
            var attributes = PathAttributes(asPath: ASPath([64600, ASNumber(100_000 + UInt32(number)), ASNumber(200_000 + 7 * UInt32(number))]))
            attributes.nextHop = NextHop(nextHop)
            attributes.communities = [Community(64512, UInt16(number))]
            return attributes
        }
        var encoder = UpdateEncoder<Prefix>(options: encoding)
        for (number, start) in stride(from: 0, to: entries.count, by: prefixesPerMessage).enumerated() {
            try encoder.announce(with: EncodedAttributes(attributes[number % 32], family: Prefix.family, options: encoding))
            encoder.add(entries[start..<min(start + prefixesPerMessage, entries.count)])
        }
        let octets = encoder.take()
        chunks = stride(from: 0, to: octets.count, by: 65536).map { Array(octets[$0..<min($0 + 65536, octets.count)]) }
    }
}
