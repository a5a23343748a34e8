import Addresses
import IPAM
import JSON
import Testing

@testable import NodeStore

@Suite struct ReleaseTests {
    let scratch: Scratch
    let store: NodeStore

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test func givesBackEverythingAndIsSuccessTwice() throws {
        let pool = try pool("10.1.0.0/24")
        let attachment = try store.claim(request("one", pool)).attachment
        #expect(try store.release(key("one"), now: 5) == attachment)
        #expect(try store.release(key("one"), now: 6) == nil)
        #expect(try store.attachment(key("one")) == nil)
        #expect(try store.owner(ofHostInterface: "calinetone") == nil)
        #expect(try store.recordedAddresses() == [RecordedAddress(address: address("10.1.0.2"), state: .released(at: 5))])
        #expect(try store.audit() == [])
    }

    @Test func releasedAddressesWaitInLineEvenAtTheSameInstant() throws {
        let pool = try pool("10.1.0.0/29")
        for id in ["a", "b", "c", "d", "e"] { _ = try store.claim(request(id, pool)) }
        for id in ["d", "b", "e"] { _ = try store.release(key(id), now: 77) }
        // A clock that stands still or goes back does not change the order.
        _ = try store.release(key("a"), now: 3)
        let order = try ["f", "g", "h", "i"].flatMap { try store.claimed(request($0, pool)) }
        #expect(order == ["10.1.0.5/29", "10.1.0.3/29", "10.1.0.6/29", "10.1.0.2/29"])
        #expect(try store.audit() == [])
    }

    @Test func podsOutliveAChangeOfTheirPool() throws {
        let before = try pool("10.1.0.0/28")
        let after = try pool("10.1.0.0/28", "10.1.0.8", "10.1.0.14")
        for id in ["a", "b"] { _ = try store.claim(request(id, before)) }
        #expect(try store.claimed(request("c", after)) == ["10.1.0.8/28"])
        #expect(try store.usage(of: after, now: 1) == PoolUsage(capacity: 7, used: 1, ownedOutside: 2))
        _ = try store.release(key("a"), now: 5)
        let rest = try (0..<6).flatMap { try store.claimed(request("d\($0)", after)) }
        #expect(rest == (9...14).map { "10.1.0.\($0)/28" })
        let full = try request("e", after)
        #expect(refusal { () throws(NodeStoreError) in try store.claim(full) } != nil)
        #expect(try store.claimed(request("f", before)) == ["10.1.0.4/28"])
        #expect(try store.audit() == [])
    }

    @Test func updateChangesWhatItMust() throws {
        let pool = try pool("10.1.0.0/24")
        var attachment = try store.claim(request("one", pool)).attachment
        let before = try store.journal()
        try store.update(attachment, now: 5)
        #expect(try store.journal() == before, "an unchanged attachment is not news")
        attachment.mac = MACAddress("02:00:00:00:00:01")
        attachment.netnsIdentity = FileIdentity(device: 4, inode: .max)
        attachment.addresses = [try prefix("10.1.0.9/24")]
        attachment.hostInterface = "cali9"
        try store.update(attachment, now: 6)
        #expect(try store.attachment(key("one")) == attachment)
        #expect(try store.owner(of: address("10.1.0.2")) == nil)
        #expect(try store.owner(ofHostInterface: "cali9") == key("one"))
        #expect(try store.owner(ofHostInterface: "calinetone") == nil)
        #expect(try store.journal().entries.map(\.sequence) == [2])
        #expect(try store.audit() == [])
    }

    @Test func updateDoesNotTakeWhatOthersHave() throws {
        let pool = try pool("10.1.0.0/24")
        var one = try store.claim(request("one", pool)).attachment
        _ = try store.claim(request("two", pool))
        one.addresses.append(try prefix("10.1.0.3/24"))
        #expect(try refusal { () throws(NodeStoreError) in try store.update(one, now: 5) } == .addressTaken(address("10.1.0.3"), owner: key("two")))
        one.addresses.removeLast()
        one.hostInterface = "calinettwo"
        #expect(
            try refusal { () throws(NodeStoreError) in try store.update(one, now: 5) } == .hostInterfaceTaken(["calinettwo"], owner: key("two")))
        _ = try store.release(key("one"), now: 5)
        #expect(try refusal { () throws(NodeStoreError) in try store.update(one, now: 5) } == .notRecorded(key("one")))
    }

    @Test func membersOfALaterVersionSurviveARewrite() throws {
        let text = #"{"manager":"calico","addresses":["10.1.0.2/24"],"created":7,"later":{"x":[1,2.5,null]},"mtu":1400}"#
        let record = try #require(try JSONValue(parsing: text).object)
        var attachment = try #require(Attachment(key: try key("one"), record: record))
        attachment.mtu = 1300
        let again = try #require(try JSONValue(parsing: JSONValue.object(attachment.record).text).object)
        #expect(again["later"] == record["later"])
        #expect(again["mtu"] == 1300)
        #expect(Attachment(key: try key("one"), record: again) == attachment)
    }

    @Test func aFullRecordReadsBackAsItWas() throws {
        let attachment = Attachment(
            key: try key("one"), manager: .calico, addresses: try [prefix("10.1.0.2/24"), prefix("fd00::2/128")],
            gateways: try [nil, address("fe80::1")], hostInterface: "cali1", mac: MACAddress("ee:ee:ee:ee:ee:ee"), mtu: 1450,
            netns: "/run/netns/\u{e9}\"\\", netnsIdentity: FileIdentity(device: 4, inode: 4_026_532_000), allowForwarding: true,
            routes: [try prefix("0.0.0.0/0")], pod: PodIdentity(namespace: "a", name: "b"), created: 99, ipamType: "host-local")
        #expect(Attachment(key: attachment.key, text: attachment.text) == attachment)
        let plain = Attachment(key: try key("two"), manager: .addresses)
        #expect(String(decoding: plain.text, as: UTF8.self) == #"{"manager":"addresses","addresses":[],"created":0}"#)
        #expect(Attachment(key: plain.key, text: plain.text) == plain)
    }

    @Test(arguments: [#"{}"#, #"{"manager":"other","addresses":[]}"#, #"{"manager":"calico","addresses":["x"]}"#, "[]", "{"])
    func whatIsNoRecord(_ text: String) throws {
        #expect(Attachment(key: try key("one"), text: Array(text.utf8)) == nil)
    }
}
