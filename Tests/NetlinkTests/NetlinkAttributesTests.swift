import CNetlink
import Glibc
import TestSupport
import Testing

@testable import Netlink

@Suite struct NetlinkAttributesTests {
    /// One attribute after another: length with header, type, payload, padding (linux/netlink.h, struct nlattr).
    private func bytes(_ attributes: [(type: UInt16, payload: [UInt8])]) -> [UInt8] {
        attributes.flatMap { type, payload in
            let length = UInt16(payload.count + 4)
            let padding = [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
            return [length, type].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] } + payload + padding
        }
    }

    private func reading(_ bytes: [UInt8], _ body: (NetlinkAttributes) -> Void) {
        bytes.withUnsafeBytes { body(NetlinkAttributes($0)) }
    }

    @Test func readsNumbersTextAndNests() {
        let inner = bytes([(1, [7]), (2, Array("veth\u{0}".utf8))])
        reading(bytes([(1, [1, 2, 3, 4]), (2, Array("eth0\u{0}".utf8)), (3 | 0x8000, inner), (1, [9, 9, 9, 9]), (5, [])])) { attributes in
            #expect(attributes.number(1, as: UInt32.self) == 0x0403_0201)
            #expect(attributes.number(1, as: UInt8.self) == 1)
            #expect(attributes.number(1, as: UInt64.self) == nil)
            #expect(attributes.text(2) == "eth0")
            #expect(attributes.nested(3)?.number(1, as: UInt8.self) == 7)
            #expect(attributes.nested(3)?.text(2) == "veth")
            #expect(attributes.octets(5) == [])
            #expect(attributes.text(5) == "")
            #expect(attributes.octets(4) == nil)
            #expect(attributes.nested(5)?.octets(1) == nil)
        }
    }

    @Test func visitsEachAttributeOfAList() {
        let list = bytes([(1, bytes([(1, [1])])), (1, bytes([(1, [2])])), (9, bytes([(1, [3])]))])
        reading(list) { attributes in
            var found: [UInt8?] = []
            attributes.forEach { found.append($0.number(1, as: UInt8.self)) }
            #expect(found == [1, 2, 3])
        }
    }

    @Test(
        arguments: [
            [], [0], [4, 0, 1], [3, 0, 1, 0], [0, 0, 0, 0], [0xff, 0xff, 1, 0], [5, 0, 1, 0], [8, 0, 1, 0, 1, 2, 3],
            [0, 0, 1, 0, 5, 0, 1, 0, 1, 0, 0, 0],
        ] as [[UInt8]])
    func findsNothingInMalformedBytes(_ bytes: [UInt8]) {
        reading(bytes) { attributes in
            #expect(attributes.octets(1) == nil)
            #expect(attributes.number(1, as: UInt8.self) == nil)
            attributes.forEach { _ in Issue.record("an attribute in malformed bytes") }
        }
    }

    /// Every look-up on random bytes and on damaged attributes ends, and nothing it finds is larger than what it was found in.
    @Test func standsRandomBytes() {
        var generator = SeededGenerator(seed: 10)
        for round in 0..<3000 {
            var octets = generator.octets(Int.random(in: 0...96, using: &generator))
            if round % 2 == 0 {
                octets = bytes([(1, bytes([(1, octets), (2, [1, 2])])), (2, octets)])
                let place = Int.random(in: 0..<octets.count, using: &generator)
                octets[place] = UInt8.random(in: 0...16, using: &generator)
            } else if octets.count >= 4 {
                (octets[0], octets[1]) = (UInt8.random(in: 0...100, using: &generator), 0)
            }
            reading(octets) { explore($0, limit: octets.count) }
        }
    }

    private func explore(_ attributes: NetlinkAttributes, limit: Int) {
        for type in 0...2 {
            #expect((attributes.octets(type)?.count ?? 0) <= max(0, limit - 4))
            _ = attributes.number(type, as: UInt64.self)
            _ = attributes.text(type)
            if limit > 4, let inner = attributes.nested(type) { explore(inner, limit: limit - 4) }
        }
        attributes.forEach { inner in if limit > 4 { inner.forEach { _ in } } }
    }

    @Test(arguments: [0, 15, 16, 17, 20])
    func readsNoHeaderAndNoAttributesBeyondTheEnd(_ count: Int) {
        [UInt8](repeating: 0, count: count).withUnsafeBytes { payload in
            let reply = NetlinkReply(nlmsghdr(), payload: payload)
            #expect((reply.header(ifinfomsg.self) != nil) == (count >= 16))
            #expect(reply.attributes(after: 16).octets(1) == nil)
            #expect(reply.attributes(after: 1000).octets(1) == nil)
            reply.attributes(after: 13).forEach { _ in Issue.record("an attribute in zeros") }
        }
    }
}
