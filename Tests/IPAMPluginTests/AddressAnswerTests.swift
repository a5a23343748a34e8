import Addresses
import JSON
import NodeStore
import Testing

@testable import IPAMPlugin

@Suite struct AddressAnswerTests {
    struct Row: Sendable {
        let address: String
        let state: AddressAnswer.State
        let text: String
    }

    @Test(arguments: [
        Row(
            address: "10.1.0.2", state: .used,
            text: "10.1.0.2 is used by container c1, interface eth0, network net, pod default/web, host interface calic1, for 1m40s"),
        Row(address: "10.1.0.3", state: .cooling, text: "10.1.0.3 is cooling for 20 s more in range 10.1.0.0/28 of network n, released 10s ago"),
        Row(address: "10.1.0.4", state: .free, text: "10.1.0.4 is free in range 10.1.0.0/28 of network n, released 1m30s ago"),
        Row(address: "10.1.0.5", state: .free, text: "10.1.0.5 is free in range 10.1.0.0/28 of network n, never used"),
        Row(address: "10.1.0.1", state: .reserved, text: "10.1.0.1 is the gateway of 10.1.0.0/28 (network n): never handed out"),
        Row(address: "10.1.0.15", state: .reserved, text: "10.1.0.15 is the broadcast address of 10.1.0.0/28 (network n): never handed out"),
        Row(address: "10.1.0.14", state: .reserved, text: "10.1.0.14 is excluded (10.1.0.14) (network n): never handed out"),
        Row(address: "10.2.0.5", state: .free, text: "10.2.0.5 is free in range 10.2.0.0/24, never used"),
        Row(address: "10.3.0.5", state: .outside, text: "10.3.0.5 lies outside all ranges of this node and is not recorded"),
        Row(address: "fd00::1", state: .outside, text: "fd00::1 lies outside all ranges of this node and is not recorded"),
    ])
    func hasOneStateAndSaysWhy(_ row: Row) throws {
        let pool = try Fixture.pool("10.1.0.0/28", exclude: ["10.1.0.14"], coolDown: 30)
        let networks = [NetworkPools(network: "n", pools: [pool]), NetworkPools(network: "", pools: [try Fixture.pool("10.2.0.0/24")])]
        let attachment = try Fixture.attachment("c1", ["10.1.0.2/28"], pod: PodIdentity(namespace: "default", name: "web"))
        let addresses = try [Fixture.owned("10.1.0.2"), Fixture.released("10.1.0.3", at: 90), Fixture.released("10.1.0.4", at: 10)]
        let answer = AddressAnswer(try #require(IPAddress(row.address)), networks, [attachment], addresses, now: Fixture.seconds(100))
        #expect(answer.state == row.state)
        #expect(answer.text == row.text)
        #expect(answer.json(now: Fixture.seconds(100))["state"]?.string == row.state.rawValue)
    }
}
