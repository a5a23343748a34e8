import Addresses
import JSON
import Model
import Testing

/// The small values: how each form that people write is read, and what is stored.
@Suite struct ValueTests {
    struct Row<Value: Sendable>: Sendable, CustomTestStringConvertible {
        let json: JSONValue
        /// nil: it must be refused.
        let value: Value?
        /// In canonical form, where that is not what was written.
        var stored: JSONValue?
        var testDescription: String { json.text }
    }

    @Test(arguments: [
        Row<UInt32>(json: 64_512, value: 64_512),
        Row(json: "64512", value: 64_512, stored: 64_512),
        Row(json: "1.10", value: 65_546, stored: 65_546),
        Row(json: "0.1", value: 1, stored: 1),
        Row(json: "65535.65535", value: .max, stored: 4_294_967_295),
        Row(json: 4_294_967_295, value: .max),
        Row(json: 0, value: 0),
        Row(json: .real(64_512), value: 64_512, stored: 64_512),
        Row(json: 4_294_967_296, value: nil),
        Row(json: -1, value: nil),
        Row(json: .real(1.5), value: nil),
        Row(json: "4294967296", value: nil),
        Row(json: "65536.1", value: nil),
        Row(json: "1.65536", value: nil),
        Row(json: "1.2.3", value: nil),
        Row(json: "1.", value: nil),
        Row(json: ".1", value: nil),
        Row(json: "+1", value: nil),
        Row(json: "-1", value: nil),
        Row(json: "", value: nil),
        Row(json: "AS64512", value: nil),
        Row(json: false, value: nil),
    ])
    func asNumber(_ row: Row<UInt32>) {
        let number = ASNumber(json: row.json)
        #expect(number?.value == row.value)
        if let number { #expect(number.json == row.stored ?? row.json) }
    }

    @Test(arguments: [
        Row<Community>(json: "64512:120", value: .standard(64_512, 120)),
        Row(json: "0:0", value: .standard(0, 0)),
        Row(json: "65535:65535", value: .standard(65_535, 65_535)),
        Row(json: "64512:120:33", value: .large(64_512, 120, 33)),
        Row(json: "4294967295:4294967295:4294967295", value: .large(.max, .max, .max)),
        Row(json: "007:1", value: .standard(7, 1), stored: "7:1"),
        Row(json: "65536:1", value: nil),
        Row(json: "1:65536", value: nil),
        Row(json: "4294967296:1:1", value: nil),
        Row(json: "1", value: nil),
        Row(json: "1:2:3:4", value: nil),
        Row(json: "1:", value: nil),
        Row(json: ":1", value: nil),
        Row(json: "+1:1", value: nil),
        Row(json: "a:b", value: nil),
        Row(json: "", value: nil),
        Row(json: 1, value: nil),
    ])
    func community(_ row: Row<Community>) {
        let community = Community(json: row.json)
        #expect(community == row.value)
        if let community { #expect(community.json == row.stored ?? row.json) }
    }

    @Test(arguments: [
        Row<UInt8>(json: 0, value: 0), Row(json: 63, value: 63), Row(json: "46", value: 46), Row(json: "EF", value: 46), Row(json: "ef", value: 46),
        Row(json: "DF", value: 0), Row(json: "AF11", value: 10), Row(json: "AF43", value: 38), Row(json: "CS0", value: 0),
        Row(json: "cs6", value: 48),
        Row(json: 64, value: nil), Row(json: -1, value: nil), Row(json: "64", value: nil), Row(json: "AF10", value: nil),
        Row(json: "AF44", value: nil),
        Row(json: "AF51", value: nil), Row(json: "CS8", value: nil), Row(json: "", value: nil), Row(json: "+5", value: nil),
        Row(json: true, value: nil),
        Row(json: .real(4.5), value: nil),
    ])
    func dscp(_ row: Row<UInt8>) {
        let point = DSCP(json: row.json)
        #expect(point?.value == row.value)
        if let point { #expect(point.json == row.json, "it is stored as it was written") }
    }

    @Test(arguments: [
        Row<String>(json: "192.0.2.1", value: "192.0.2.1 none"),
        Row(json: "192.0.2.1:1790", value: "192.0.2.1 1790"),
        Row(json: "2001:db8::1", value: "2001:db8::1 none"),
        Row(json: "[2001:db8::1]:179", value: "2001:db8::1 179"),
        Row(json: "192.0.2.1:65535", value: "192.0.2.1 65535"),
        Row(json: "[2001:db8::1]", value: nil),
        Row(json: "[192.0.2.1]:179", value: nil),
        Row(json: "2001:db8::1:99999", value: nil),
        Row(json: "192.0.2.1:0", value: nil),
        Row(json: "192.0.2.1:65536", value: nil),
        Row(json: "192.0.2.1:+179", value: nil),
        Row(json: "192.0.2.1:", value: nil),
        Row(json: "192.0.2.1:a", value: nil),
        Row(json: ":179", value: nil),
        Row(json: "[]:179", value: nil),
        Row(json: "[:179", value: nil),
        Row(json: "192.0.2:179", value: nil),
        Row(json: "peer.example:179", value: nil),
        Row(json: "", value: nil),
        Row(json: .string(String(repeating: "1", count: 65)), value: nil),
        Row(json: 179, value: nil),
    ])
    func peerEndpoint(_ row: Row<String>) {
        let peer = PeerEndpoint(json: row.json)
        #expect(peer.map { "\($0.address) \($0.port.map(String.init) ?? "none")" } == row.value)
        if let peer { #expect(peer.json == row.json) }
    }

    @Test(arguments: [
        Row<UInt8>(json: "TCP", value: 6), Row(json: "UDP", value: 17), Row(json: "ICMP", value: 1), Row(json: "ICMPv6", value: 58),
        Row(json: "SCTP", value: 132), Row(json: "UDPLite", value: 136), Row(json: "tcp", value: 6), Row(json: 6, value: 6),
        Row(json: 255, value: 255),
        Row(json: "47", value: 47, stored: 47), Row(json: 0, value: 0),
        Row(json: 256, value: nil), Row(json: "256", value: nil), Row(json: -1, value: nil), Row(json: .real(6.5), value: nil),
        Row(json: [6], value: nil),
    ])
    func ipProtocol(_ row: Row<UInt8>) {
        let number = IPProtocol(json: row.json)
        #expect(number?.value == row.value)
        if let number { #expect(number.json == row.stored ?? row.json) }
    }

    @Test func unknownProtocolsHaveNoNumber() {
        #expect(IPProtocol(json: "GRE")?.value == nil)
        #expect(IPProtocol(json: "")?.value == nil)
        #expect(IPProtocol(json: "TCP")?.hasPorts == true)
        #expect(IPProtocol(json: 132)?.hasPorts == true)
        #expect(IPProtocol(json: "UDPLite")?.hasPorts == false)
    }

    @Test(arguments: [
        Row<String>(json: "10.0.0.0/8", value: "10.0.0.0/8"), Row(json: "203.0.113.7", value: "203.0.113.7/32"),
        Row(json: "2001:db8::/32", value: "2001:db8::/32"), Row(json: "2001:db8::1", value: "2001:db8::1/128"),
        Row(json: "203.0.113.7/32", value: "203.0.113.7/32", stored: "203.0.113.7"),
        Row(json: "10.0.0.0/33", value: nil), Row(json: "10.0.0.0/", value: nil), Row(json: "/8", value: nil), Row(json: "10.0.0", value: nil),
        Row(json: "10.0.0.0/08", value: nil), Row(json: "host", value: nil), Row(json: "", value: nil), Row(json: 10, value: nil),
    ])
    func network(_ row: Row<String>) {
        let network = Network(json: row.json)
        #expect(network?.prefix.description == row.value)
        if let network { #expect(network.json == row.stored ?? row.json) }
    }

    @Test func familyIsItsNumber() {
        #expect(IPAddress.Family(json: 4) == .v4)
        #expect(IPAddress.Family(json: 6) == .v6)
        #expect(IPAddress.Family(json: .real(6)) == .v6)
        for wrong: JSONValue in [5, 0, -4, 260, "4", .null, .real(4.5)] { #expect(IPAddress.Family(json: wrong) == nil) }
        #expect(IPAddress.Family.v6.json == 6)
    }

    @Test func wordsInAnyCaseKeepTheirSpelling() {
        #expect(LogSeverity(json: "info") == .info)
        #expect(LogSeverity(json: "FATAL") == .fatal)
        #expect(LogSeverity(json: "loud") == nil)
        #expect(EncapsulationMode(json: "always") == nil)
    }
}
