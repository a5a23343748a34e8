import Addresses
import IPAM
import Testing

@testable import NodeStore

@Suite struct ClaimTests {
    let scratch: Scratch
    let store: NodeStore

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test func recordsEverythingAndAnswersARepeatAlike() throws {
        var request = try request("one", pool("10.1.0.0/24"), pool("fd00::/64"))
        request.attachment.netns = "/run/netns/one"
        request.attachment.pod = PodIdentity(namespace: "default", name: "web-0", uid: "u")
        request.hostInterfaceCandidates = ["cali1", "cali2"]
        guard case .new(let attachment) = try store.claim(request) else { Issue.record("not new"); return }
        #expect(attachment.addresses.map { "\($0)" } == ["10.1.0.2/24", "fd00::2/64"])
        #expect(attachment.gateways == (try [address("10.1.0.1"), address("fd00::1")]))
        #expect(attachment.hostInterface == "cali1")
        #expect(attachment.created == 1000)

        request.now = 2000
        request.hostInterfaceCandidates = []
        #expect(try store.claim(request) == .existing(attachment))
        #expect(try store.attachment(key("one")) == attachment)
        #expect(try store.owner(of: address("fd00::2")) == key("one"))
        #expect(try store.owner(ofHostInterface: "cali1") == key("one"))
        #expect(try store.owner(of: address("10.1.0.3")) == nil)
        #expect(try store.audit() == [])
    }

    @Test func allFamiliesOrNone() throws {
        let only6 = try pool("fd00::/127", "fd00::", "fd00::")
        #expect(try store.claimed(request("one", only6)) == ["fd00::/127"])
        let request = try request("two", pool("10.1.0.0/24"), only6)
        let error = refusal { () throws(NodeStoreError) in try store.claim(request) }
        #expect(error == .exhausted(pool: "fd00::", PoolUsage(capacity: 1, used: 1), coolDown: 0))
        #expect(try store.recordedAddresses().count == 1)
        #expect(try store.attachments().count == 1)
        #expect(try store.owner(ofHostInterface: "calinettwo") == nil)
        #expect(try store.audit() == [])
    }

    @Test func anExhaustedPoolSaysHowItStandsAndWhenItIsBetter() throws {
        let pool = try pool("10.1.0.0/29", coolDown: 60_000_000_000)
        for id in ["a", "b", "c", "d", "e"] { _ = try store.claim(request(id, pool)) }
        _ = try store.release(key("a"), now: 5_000)
        let request = try request("f", pool, now: 6_000)
        let error = refusal { () throws(NodeStoreError) in try store.claim(request) }
        #expect(
            error?.description
                == "no free address in 10.1.0.1-10.1.0.6: 5 addresses: 4 used, 1 cooling down, 0 free; "
                + "wait (addresses rest for 60 s after release), delete pods or add a range")
        #expect(try store.usage(of: pool, now: 6_000) == PoolUsage(capacity: 5, used: 4, cooling: 1))
        #expect(try store.claimed(NodeStoreTests.request("f", pool, now: 60_000_005_000)) == ["10.1.0.2/29"])
    }

    @Test func networksWithTheSameRangeShareItsAddresses() throws {
        let pool = try pool("10.1.0.0/24")
        #expect(try store.claimed(request("one", pool, network: "a")) == ["10.1.0.2/24"])
        #expect(try store.claimed(request("one", pool, network: "b")) == ["10.1.0.3/24"])
        #expect(try store.attachments(network: "a").map(\.key) == [key("one", network: "a")])
        #expect(try store.attachments(network: "").isEmpty)
    }

    @Test func oneNetworksNameMayBeginWithAnothers() throws {
        let pool = try pool("10.1.0.0/24")
        for network in ["a", "ab", "b"] { _ = try store.claim(request("x", pool, network: network)) }
        #expect(try store.attachments(network: "a").count == 1)
        #expect(try store.attachments().count == 3)
    }

    @Test func aWantedAddressIsGivenOrItsOwnerNamed() throws {
        let pool = try pool("10.1.0.0/24")
        let wanted = try address("10.1.0.77")
        #expect(try store.claimed(request("one", pool, wanted: wanted)) == ["10.1.0.77/24"])
        let second = try request("two", pool, wanted: wanted)
        #expect(try refusal { () throws(NodeStoreError) in try store.claim(second) } == .addressTaken(wanted, owner: key("one")))
        let outside = try request("two", pool, wanted: address("10.1.0.255"))
        let error = refusal { () throws(NodeStoreError) in try store.claim(outside) }
        #expect(
            error?.description
                == "cannot hand out the wanted address: 10.1.0.255 is the broadcast address of 10.1.0.0/24; ask for another one or change the range")
    }

    @Test func anotherPluginsAddressesAreUniqueToo() throws {
        var foreign = ClaimRequest(attachment: Attachment(key: try key("one"), manager: .addresses), now: 1)
        foreign.foreignAddresses = try [prefix("10.1.0.2/24"), prefix("192.168.7.7/32")]
        foreign.attachment.gateways = try [address("10.1.0.1")]
        guard case .new(let attachment) = try store.claim(foreign) else { Issue.record("not new"); return }
        #expect(attachment.gateways == (try [address("10.1.0.1"), nil]))
        #expect(attachment.hostInterface == nil)
        #expect(try store.attachment(key("one")) == attachment)
        foreign.attachment = Attachment(key: try key("two"), manager: .addresses)
        #expect(try refusal { () throws(NodeStoreError) in try store.claim(foreign) } == .addressTaken(address("10.1.0.2"), owner: key("one")))
        // The pool goes around it; released it is as if it had never been there.
        let pool = try pool("10.1.0.0/24")
        #expect(try store.claimed(request("three", pool)) == ["10.1.0.3/24"])
        _ = try store.release(key("one"), now: 9)
        #expect(try store.recordedAddresses().map { "\($0.address)" } == ["10.1.0.3"])
        #expect(try store.audit() == [])
    }

    @Test func anotherPluginMayTakeAReleasedAddressAndItReturnsToItsLine() throws {
        let pool = try pool("10.1.0.4/31")
        _ = try store.claim(request("one", pool))
        _ = try store.release(key("one"), now: 5)
        var foreign = ClaimRequest(attachment: Attachment(key: try key("two"), manager: .addresses), now: 6)
        foreign.foreignAddresses = [try prefix("10.1.0.4/32")]
        _ = try store.claim(foreign)
        #expect(try store.audit() == [])
        _ = try store.release(key("two"), now: 7)
        #expect(try store.recordedAddresses() == [RecordedAddress(address: address("10.1.0.4"), state: .released(at: 7))])
        #expect(try store.audit() == [])
    }

    @Test func aHostInterfacesNameHasOneOwner() throws {
        let pool = try pool("10.1.0.0/24")
        var first = try request("one", pool)
        first.hostInterfaceCandidates = ["cali1"]
        _ = try store.claim(first)
        var second = try request("two", pool)
        second.hostInterfaceCandidates = ["cali1"]
        #expect(try refusal { () throws(NodeStoreError) in try store.claim(second) } == .hostInterfaceTaken(["cali1"], owner: key("one")))
        second.hostInterfaceCandidates = ["cali1", "cali1x"]
        #expect(try store.claim(second).attachment.hostInterface == "cali1x")
        #expect(try store.audit() == [])
    }

    @Test func keysHaveALimit() throws {
        let long = String(repeating: "x", count: 480 - 2 - 4 - 1)
        let key = try AttachmentKey(network: "n", containerID: long, interface: "eth0")
        _ = try store.claim(ClaimRequest(attachment: Attachment(key: key, manager: .addresses), now: 1))
        let longer = refusal { () throws(NodeStoreError) in try AttachmentKey(network: "nn", containerID: long, interface: "eth0") }
        #expect(longer == .keyTooLong(octets: 481))
        #expect(
            refusal { () throws(NodeStoreError) in try AttachmentKey(network: "n\0", containerID: "c", interface: "e") }
                == .keyMalformed(part: "network name"))
        #expect(
            refusal { () throws(NodeStoreError) in try AttachmentKey(network: "n", containerID: "c", interface: "") }
                == .keyMalformed(part: "interface name"))
    }

    @Test func hundredsOfExclusionsAreSteppedOver() throws {
        let exclusions = try (0..<200).map { number in try #require(AddressRange(address("10.1.0.\(number)"), address("10.1.0.\(number)"))) }
        let pool = try pool("10.1.0.0/23", exclusions: exclusions)
        #expect(try store.claimed(request("one", pool)) == ["10.1.0.200/23"])
    }
}
