import Addresses
import Model
import NodeSettings
import NodeStartup
import Testing

@Suite struct IdentityTests {
    private func choose(_ environment: [String: String], _ host: String, stored: String? = nil) throws -> NodeIdentity {
        var node = Node(name: "n1")
        var bgp = Object<NodeBGPFields>()
        bgp.ipv4Address = stored.flatMap { IPPrefix($0) }.map { Network($0) }
        node.spec.bgp = bgp
        return try NodeAddresses.choose(
            "n1", NodeConfiguration(environment: environment), stored: stored == nil ? nil : node, interfaces: HostText.interfaces(host))
    }

    @Test func bothFamilies() throws {
        let node = try choose(["IP6": "autodetect"], "eth0 10.0.0.5/24 fd00::5/64")
        #expect(node.ipv4?.prefix.description == "10.0.0.5/24")
        #expect(node.ipv6?.prefix.description == "fd00::5/64")
        #expect(node.interface == "eth0")
        #expect(node.how == "10.0.0.5 first-found: eth0, fd00::5 first-found: eth0")
        #expect(node.remarks == [])
    }

    @Test func ipv4AloneUnlessIPv6IsAskedFor() throws {
        let node = try choose([:], "eth0 10.0.0.5/24 fd00::5/64")
        #expect(node.ipv4 != nil && node.ipv6 == nil)
    }

    @Test func backendNoneLooksForNothing() throws {
        let node = try choose(["CALICO_NETWORKING_BACKEND": "none"], "eth0 10.0.0.5/24; eth1 10.1.0.5/24")
        #expect(node.ipv4 == nil && node.ipv6 == nil && node.interface == nil)
        #expect(node.how.hasPrefix("backend none"))
    }

    @Test func ofIPv6Alone() throws {
        let node = try choose(["IP6": "autodetect"], "eth0 fd00::5/64")
        #expect(node.ipv4 == nil && node.ipv6?.prefix.description == "fd00::5/64")
        #expect(node.remarks.count == 1 && node.remarks[0].contains("no IPv4 address"))
        let silent = try choose(["IP": "none", "IP6": "autodetect", "CALICO_ROUTER_ID": "hash"], "eth0 10.0.0.5/24 fd00::5/64")
        #expect(silent.ipv4 == nil && silent.remarks == [])
    }

    @Test func anIPv4AddressThatWasAskedForMustBeFound() {
        let error = #expect(throws: StartupError.self) { _ = try choose(["IP": "autodetect", "IP6": "autodetect"], "eth0 fd00::5/64") }
        #expect(error?.kind == .noAddress)
    }

    @Test func theStoredAddressStays() throws {
        #expect(try choose([:], "eth0:default 10.0.0.5/24; eth1 10.1.0.5/24", stored: "10.1.0.5/24").interface == "eth1")
    }

    @Test func ambiguityMayPass() {
        let error = #expect(throws: StartupError.self) { _ = try choose([:], "eth0 10.0.0.5/24; eth1 10.1.0.5/24") }
        #expect(error?.kind == .ambiguousAddress && error?.mayPass == true)
        #expect(StartupError(.settings, "a", "b").mayPass == false)
    }
}
