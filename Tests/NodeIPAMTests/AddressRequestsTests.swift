import Addresses
import CNISpec
import IPAM
import NodeIPAM
import NodeStore
import Testing

@Suite struct AddressRequestsTests {
    /// Runtime configuration, CNI_ARGS, and the address wanted of each pool.
    @Test(arguments: [
        ("", "", "- -"),
        ("", "IP=10.244.3.7", "10.244.3.7 -"),
        ("", "IP=fd00:3::7,10.244.3.7", "10.244.3.7 fd00:3::7"),
        (#""runtimeConfig":{"ips":["10.244.3.8/24"]}"#, "", "10.244.3.8 -"),
        (#""runtimeConfig":{"ips":["fd00:3::8"]}"#, "IP=10.244.3.7", "- fd00:3::8"),
        (#""args":{"cni":{"ips":["10.244.3.9"]}}"#, "IP=10.244.3.7", "10.244.3.9 -"),
        (#""runtimeConfig":{"ips":["10.244.3.8","fd00:3::8"]},"args":{"cni":{"ips":["10.244.3.9"]}}"#, "", "10.244.3.8 fd00:3::8"),
        // Whether the pool has it is the store's to say.
        ("", "IP=192.0.2.1", "192.0.2.1 -"),
    ])
    func takesWantedAddressesOfEachFamily(_ members: String, _ arguments: String, _ wanted: String) throws {
        let requests = try requests(members, arguments)
        #expect(requests.map { $0.wanted.map { "\($0)" } ?? "-" }.joined(separator: " ") == wanted)
        #expect(requests.map(\.pool.family) == [.v4, .v6])
    }

    @Test func refusesTwoAddressesOfOneFamily() throws {
        let error = try refusal { () throws(CNIError) in _ = try requests(#""runtimeConfig":{"ips":["10.244.3.8","fd00::1","10.244.3.9/24"]}"#, "") }
        let details = "10.244.3.8, fd00::1, 10.244.3.9 were requested; leave one IPv4 address"
        #expect(error == CNIError(.addressUnavailable, "a pod gets one address of each family", details: details))
    }

    @Test func refusesAFamilyTheNetworkHasNot() throws {
        let error = try refusal { () throws(CNIError) in _ = try requests("", "IP=fd00::1", node: "10.244.3.0/24") }
        let details = "fd00::1 was requested and the network has no IPv6 range, only 10.244.3.1-10.244.3.254"
        #expect(error == CNIError(.addressUnavailable, "the requested address is not one this network hands out", details: details))
    }

    private func requests(_ members: String, _ arguments: String, node podCIDRs: String = "10.244.3.0/24 fd00:3::/112") throws(CNIError)
        -> [PoolRequest]
    {
        let network: NetworkConfiguration
        let record: NodeRecord
        do { (network, record) = (try configuration(members), try node(podCIDRs)) } catch {
            throw CNIError(.internalFault, "bad test", details: "\(error)")
        }
        let addresses = try AddressConfiguration(network, record: record, paths: .standard)
        return try AddressRequests.make(addresses, network, CNIArguments(parsing: arguments))
    }
}
