import Addresses
import NodeSettings
import NodeStartup
import Testing

@Suite struct ChooserTests {
    enum Want: Sendable {
        /// "10.0.0.5/24 eth0", the way it was found, and how many remarks there are.
        case found(String, String, remarks: Int)
        case nothing
        case fails(StartupError.Kind, [String])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String, host: String, choice: String, method: String, stored: String?, reach: String?, family: IPAddress.Family, want: Want
        var testDescription: String { name }

        init(_ name: String, _ host: String, stored: String? = nil, family: IPAddress.Family = .v4, _ want: Want) {
            self.init(name, host, "autodetect", "first-found", stored: stored, family: family, want)
        }

        init(_ name: String, _ host: String, _ choice: String, stored: String? = nil, family: IPAddress.Family = .v4, _ want: Want) {
            self.init(name, host, choice, "first-found", stored: stored, family: family, want)
        }

        init(
            _ name: String, _ host: String, _ choice: String, _ method: String, stored: String? = nil, reach: String? = nil,
            family: IPAddress.Family = .v4, _ want: Want
        ) {
            (self.name, self.host, self.choice, self.method) = (name, host, choice, method)
            (self.stored, self.reach, self.family, self.want) = (stored, reach, family, want)
        }
    }

    static func found(_ text: String, _ how: String, remarks: Int = 0) -> Want { .found(text, how, remarks: remarks) }

    static let two = "eth0 10.0.0.5/24; eth1 10.1.0.5/24"

    static let firstFound = [
        Row("one address", "lo 127.0.0.1/8; eth0 10.0.0.5/24", found("10.0.0.5/24 eth0", "first-found: eth0")),
        Row("nothing said, nothing stored", "eth0 10.0.0.5/24", "", found("10.0.0.5/24 eth0", "first-found: eth0")),
        Row("two interfaces", two, .fails(.ambiguousAddress, ["10.0.0.5/24 on eth0 and 10.1.0.5/24 on eth1", "ip (IP)", "interface=NAME"])),
        Row(
            "two, one with the default route", "eth0 10.0.0.5/24; eth1:default 10.1.0.5/24",
            found("10.1.0.5/24 eth1", "first-found: eth1", remarks: 1)),
        Row("two, both with a default route", "eth0:default 10.0.0.5/24; eth1:default 10.1.0.5/24", .fails(.ambiguousAddress, ["eth0", "eth1"])),
        Row("the default route elsewhere", "eth0 10.0.0.5/24; eth1 10.1.0.5/24; tun0:default", .fails(.ambiguousAddress, ["eth0", "eth1"])),
        Row("the default route of the other family", "eth0:default6 10.0.0.5/24; eth1 10.1.0.5/24", .fails(.ambiguousAddress, ["eth0", "eth1"])),
        Row(
            "two networks on one interface", "eth0:default 10.0.0.5/24 10.1.0.5/24",
            .fails(.ambiguousAddress, ["10.0.0.5/24 on eth0", "to cidr=NETWORK"])),
        Row("three", "a 10.0.0.1/8; b 11.0.0.1/8; c 12.0.0.1/8", .fails(.ambiguousAddress, ["on a", "on b", "on c"])),
        Row("a secondary address", "eth0 10.0.0.5/24 10.0.0.6/24+secondary", found("10.0.0.5/24 eth0", "first-found: eth0")),
        Row("a moving address", "eth0 10.0.0.5/24 10.0.0.99/32", found("10.0.0.5/24 eth0", "first-found: eth0")),
        Row("only a /32, as clouds give", "eth0:default 10.0.0.5/32", found("10.0.0.5/32 eth0", "first-found: eth0")),
        Row("a /32 here and a /24 there", "eth0:default 10.0.0.5/32; eth1 10.1.0.5/24", found("10.0.0.5/32 eth0", "first-found: eth0", remarks: 1)),
        Row("an interface that is down", "eth0:down 10.0.0.5/24; eth1 10.1.0.5/24", found("10.1.0.5/24 eth1", "first-found: eth1")),
        Row("all down", "eth0:down 10.0.0.5/24", .fails(.noAddress, ["no interface has one"])),
        Row("no cable here", "eth0:unplugged 10.0.0.5/24; eth1 10.1.0.5/24", found("10.1.0.5/24 eth1", "first-found: eth1")),
        Row("no cable anywhere", "eth0:unplugged 10.0.0.5/24", found("10.0.0.5/24 eth0", "first-found: eth0")),
        Row(
            "no cable, but the default route", "eth0:unplugged:default 10.0.0.5/24; eth1 10.1.0.5/24",
            found("10.1.0.5/24 eth1", "first-found: eth1")),
        Row("link-local", "eth0 169.254.3.4/16", .fails(.noAddress, ["no interface"])),
        Row("link-local beside another", "eth0 169.254.3.4/16 10.0.0.5/24", found("10.0.0.5/24 eth0", "first-found: eth0")),
        Row("no interfaces", "", .fails(.noAddress, ["set ip (IP)"])),
        Row("the other family only", "eth0 fd00::5/64", .fails(.noAddress, ["IPv4"])),
        Row("an address another host has", "eth0 10.0.0.5/24+duplicate", .fails(.noAddress, [])),
        Row("deprecated beside another", "eth0 10.0.0.5/24+deprecated 10.1.0.5/24", found("10.1.0.5/24 eth0", "first-found: eth0")),
        Row("deprecated alone", "eth0 10.0.0.5/24+deprecated", found("10.0.0.5/24 eth0", "first-found: eth0")),
    ]

    static let leftOut = [
        "docker0", "cbr0", "dummy0", "podman1", "virbr0", "lxcbr0", "veth12ab", "lo", "br-9f2c", "cali12345678901", "tunl0", "flannel.1",
        "kube-ipvs0", "cni0",
        "vxlan.calico", "vxlan-v6.calico", "wireguard.cali", "wg-v6.cali", "nodelocaldns",
    ]

    static let stored = [
        Row("kept", two, stored: "10.1.0.5/24", found("10.1.0.5/24 eth1", "kept: eth1")),
        Row("kept though nothing is said", two, "", stored: "10.1.0.5/24", found("10.1.0.5/24 eth1", "kept: eth1")),
        Row(
            "kept against the default route", "eth0:default 10.0.0.5/24; eth1 10.1.0.5/24", stored: "10.1.0.5/24",
            found("10.1.0.5/24 eth1", "kept: eth1")),
        Row("kept though secondary now", "eth0 10.0.0.5/24 10.0.0.6/24+secondary", stored: "10.0.0.6/24", found("10.0.0.6/24 eth0", "kept: eth0")),
        Row("kept with another length", "eth0 10.0.0.5/16", stored: "10.0.0.5/24", found("10.0.0.5/16 eth0", "kept: eth0", remarks: 1)),
        Row(
            "kept though down", "eth0:down 10.0.0.5/24; eth1 10.1.0.5/24", stored: "10.0.0.5/24",
            found("10.0.0.5/24 eth0", "kept: eth0", remarks: 1)),
        Row("gone from the host", "eth0 10.0.0.7/24", stored: "10.0.0.5/24", found("10.0.0.7/24 eth0", "first-found: eth0")),
        Row("gone, and two others", two, stored: "10.9.0.5/24", .fails(.ambiguousAddress, ["eth0", "eth1"])),
        Row("gone, and no other", "eth0", stored: "10.0.0.5/24", found("10.0.0.5/24 -", "kept", remarks: 1)),
        Row("gone, nothing said", "eth0 10.0.0.7/24", "", stored: "10.0.0.5/24", found("10.0.0.5/24 -", "kept", remarks: 1)),
        Row(
            "on an interface that does not count", "docker0 172.17.0.1/16; eth0 10.0.0.5/24", stored: "172.17.0.1/16",
            found("10.0.0.5/24 eth0", "first-found: eth0")),
        Row(
            "another host has it by now", "eth0 fd00::5/64+duplicate fd00::6/64", stored: "fd00::5/64", family: .v6,
            found("fd00::6/64 eth0", "first-found: eth0")),
        Row(
            "not of the interface asked for", two, "autodetect", "interface=eth0", stored: "10.1.0.5/24",
            found("10.0.0.5/24 eth0", "interface=eth0: eth0")),
        Row(
            "of the interface asked for", "eth0 10.0.0.5/24 10.2.0.5/24", "autodetect", "interface=eth0", stored: "10.2.0.5/24",
            found("10.2.0.5/24 eth0", "kept: eth0")),
        Row(
            "not in the network asked for", two, "autodetect", "cidr=10.0.0.0/24", stored: "10.1.0.5/24",
            found("10.0.0.5/24 eth0", "cidr=10.0.0.0/24: eth0")),
        Row("in the network asked for", two, "autodetect", "cidr=10.0.0.0/8", stored: "10.1.0.5/24", found("10.1.0.5/24 eth1", "kept: eth1")),
        Row("a given address wins", two, "10.0.0.5", stored: "10.1.0.5/24", found("10.0.0.5/24 eth0", "given")),
        Row("none wins", two, "none", stored: "10.1.0.5/24", .nothing),
        Row("skipped by now", two, "autodetect", "skip-interface=eth1", stored: "10.1.0.5/24", found("10.0.0.5/24 eth0", "skip-interface: eth0")),
    ]

    static let methods = [
        Row("interface", two, "autodetect", "interface=eth1", found("10.1.0.5/24 eth1", "interface=eth1: eth1")),
        Row(
            "interface, anywhere in the name", "veth0 10.0.0.5/24", "autodetect", "interface=eth",
            found("10.0.0.5/24 veth0", "interface=eth: veth0")),
        Row(
            "interface that is left out otherwise", "docker0 10.0.0.5/24; eth0 10.1.0.5/24", "autodetect", "interface=^docker",
            found("10.0.0.5/24 docker0", "interface=^docker: docker0")),
        Row(
            "interface lo with an address of its own", "lo 127.0.0.1/8 10.9.9.9/32; eth0 10.0.0.5/24", "autodetect", "interface=^lo$",
            found("10.9.9.9/32 lo", "interface=^lo$: lo")),
        Row("an earlier expression wins", two, "autodetect", "interface=eth1,eth0", found("10.1.0.5/24 eth1", "interface=eth1: eth1")),
        Row(
            "a later one where the first has none", "eth0 10.0.0.5/24; eth1", "autodetect", "interface=eth1,eth0",
            found("10.0.0.5/24 eth0", "interface=eth0: eth0")),
        Row("two of an expression", two, "autodetect", "interface=eth.*", .fails(.ambiguousAddress, ["interface=eth.*", "eth0", "eth1"])),
        Row("no such interface", two, "autodetect", "interface=wlan0", .fails(.noAddress, ["interface=wlan0", "there are eth0, eth1"])),
        Row("the interface is down", "eth0:down 10.0.0.5/24", "autodetect", "interface=eth0", .fails(.noAddress, ["eth0 is down"])),
        Row("the interface has none", "eth0 fd00::1/64", "autodetect", "interface=eth0", .fails(.noAddress, ["eth0 is up without one"])),
        Row("skip", two, "autodetect", "skip-interface=eth0", found("10.1.0.5/24 eth1", "skip-interface: eth1")),
        Row("skip all", two, "autodetect", "skip-interface=eth.*", .fails(.noAddress, ["eth0, eth1 do not count"])),
        Row(
            "skip, and the usual ones", "docker0 172.17.0.1/16; eth0 10.0.0.5/24; eth1 10.1.0.5/24", "autodetect", "skip-interface=eth1",
            found("10.0.0.5/24 eth0", "skip-interface: eth0")),
        Row("cidr", two, "autodetect", "cidr=10.1.0.0/16", found("10.1.0.5/24 eth1", "cidr=10.1.0.0/16: eth1")),
        Row(
            "cidr, left out otherwise", "docker0 172.17.0.1/16", "autodetect", "cidr=172.16.0.0/12",
            found("172.17.0.1/16 docker0", "cidr=172.16.0.0/12: docker0")),
        Row("cidr, an earlier one wins", two, "autodetect", "cidr=10.1.0.0/16,10.0.0.0/8", found("10.1.0.5/24 eth1", "cidr=10.1.0.0/16: eth1")),
        Row("cidr, two inside", two, "autodetect", "cidr=10.0.0.0/8", .fails(.ambiguousAddress, ["cidr=10.0.0.0/8"])),
        Row("cidr, nothing inside", two, "autodetect", "cidr=192.0.2.0/24", .fails(.noAddress, ["cidr=192.0.2.0/24"])),
        Row(
            "cidr tells a secondary address", "eth0 10.0.0.5/24 10.0.0.66/32", "autodetect", "cidr=10.0.0.64/26",
            found("10.0.0.66/32 eth0", "cidr=10.0.0.64/26: eth0")),
        Row("can-reach", two, "autodetect", "can-reach=192.0.2.1", reach: "10.1.0.5", found("10.1.0.5/24 eth1", "can-reach=192.0.2.1: eth1")),
        Row(
            "can-reach from nowhere", two, "autodetect", "can-reach=192.0.2.1",
            .fails(.noAddress, ["can-reach=192.0.2.1", "Network is unreachable"])),
        Row("can-reach from an unknown address", two, "autodetect", "can-reach=192.0.2.1", reach: "10.7.0.1", .fails(.noAddress, ["10.7.0.1"])),
        Row(
            "can-reach keeps on the same interface", "eth0 10.0.0.5/24 10.2.0.5/24", "autodetect", "can-reach=192.0.2.1", stored: "10.2.0.5/24",
            reach: "10.0.0.5", found("10.2.0.5/24 eth0", "kept: eth0")),
        Row(
            "can-reach moves to another interface", two, "autodetect", "can-reach=192.0.2.1", stored: "10.1.0.5/24", reach: "10.0.0.5",
            found("10.0.0.5/24 eth0", "can-reach=192.0.2.1: eth0")),
        Row(
            "can-reach keeps while there is no route", two, "autodetect", "can-reach=192.0.2.1", stored: "10.1.0.5/24",
            found("10.1.0.5/24 eth1", "kept: eth1")),
        Row(
            "kubernetes-internal-ip", two, "autodetect", "kubernetes-internal-ip",
            .fails(.settings, ["connected to no Kubernetes API", "IP_AUTODETECTION_METHOD"])),
        Row("given with a length", two, "10.0.0.5/16", found("10.0.0.5/16 eth0", "given")),
        Row("given without a length", two, "10.1.0.5", found("10.1.0.5/24 eth1", "given")),
        Row("given, on no interface", two, "192.0.2.1", found("192.0.2.1/32 -", "given", remarks: 1)),
        Row("given, on an interface that is down", "eth0:down 10.0.0.5/24", "10.0.0.5", found("10.0.0.5/24 eth0", "given", remarks: 1)),
        Row("given, left out otherwise", "docker0 172.17.0.1/16", "172.17.0.1", found("172.17.0.1/16 docker0", "given")),
        Row("none", two, "none", .nothing),
    ]

    static let version6 = [
        Row("6: nothing said, nothing stored", "eth0 fd00::5/64", "", family: .v6, .nothing),
        Row("6: found", "eth0 fe80::1/64 fd00::5/64", family: .v6, found("fd00::5/64 eth0", "first-found: eth0")),
        Row("6: link-local only", "eth0 fe80::1/64", family: .v6, .fails(.noAddress, ["ip6 (IP6)"])),
        Row(
            "6: temporary beside stable", "eth0 2001:db8::9/64+temporary 2001:db8::5/64", family: .v6,
            found("2001:db8::5/64 eth0", "first-found: eth0")),
        Row(
            "6: two networks", "eth0 2001:db8::5/64 fd00::5/64", family: .v6,
            .fails(.ambiguousAddress, ["2001:db8::5/64", "IP6_AUTODETECTION_METHOD"])),
        Row(
            "6: two networks, one asked for", "eth0 2001:db8::5/64 fd00::5/64", "autodetect", "cidr=fd00::/8", family: .v6,
            found("fd00::5/64 eth0", "cidr=fd00::/8: eth0")),
        Row(
            "6: the default route tells", "eth0 fd00::5/64; eth1:default6 fd01::5/64", family: .v6,
            found("fd01::5/64 eth1", "first-found: eth1", remarks: 1)),
        Row(
            "6: a DHCP address beside one of the network", "eth0 fd00::1234/128 fd00::5/64", family: .v6,
            found("fd00::5/64 eth0", "first-found: eth0")),
        Row("6: given without a length", "eth0 fd00::5/64", "fd00::5", family: .v6, found("fd00::5/64 eth0", "given")),
        Row("6: given, on no interface", "eth0", "fd00::5", family: .v6, found("fd00::5/128 -", "given", remarks: 1)),
        Row("6: stored and kept", "eth0 fd00::5/64", "", stored: "fd00::5/64", family: .v6, found("fd00::5/64 eth0", "kept: eth0")),
    ]

    @Test(arguments: firstFound + stored + methods + version6)
    func chooses(_ row: Row) throws {
        let reach = row.reach
        let chooser = AddressChooser(row.family, HostText.interfaces(row.host), stored: row.stored.flatMap { IPPrefix($0) }) { _ in
            reach.flatMap { IPAddress($0) }.map { .from($0) } ?? .nowhere("Network is unreachable")
        }
        let choice = row.choice.isEmpty ? AddressChoice.unset : try #require(AddressChoice(row.choice, row.family))
        let method = try #require(AutodetectionMethod(row.method, row.family))
        do throws(StartupError) {
            let decision = try chooser.choose(choice, method)
            switch row.want {
            case .found(let text, let how, let remarks):
                #expect(decision.map { "\($0.prefix) \($0.interface ?? "-")" } == text)
                #expect(decision?.how == how)
                #expect(decision?.remarks.count == remarks, "\(decision?.remarks ?? [])")
            case .nothing: #expect(decision == nil)
            case .fails: Issue.record("\(String(describing: decision)) was chosen")
            }
        } catch {
            guard case .fails(let kind, let words) = row.want else { throw error }
            #expect(error.kind == kind)
            for word in words { #expect(error.description.contains(word), "\(error)") }
        }
    }

    @Test(arguments: leftOut)
    func interfacesOfOthersDoNotCount(_ name: String) throws {
        let alone = AddressChooser(.v4, HostText.interfaces("\(name):default 172.17.0.1/16"))
        let error = #expect(throws: StartupError.self) { _ = try alone.choose(.autodetect, .firstFound) }
        #expect(error?.kind == .noAddress)
        #expect(error?.details.contains(name) == true)
        let beside = AddressChooser(.v4, HostText.interfaces("\(name):default 172.17.0.1/16; eth0 10.0.0.5/24"))
        #expect(try beside.choose(.autodetect, .firstFound)?.interface == "eth0")
    }

    @Test(arguments: ["eth0", "ens3", "bond0", "br0", "wlan0", "vxlan0", "wg0", "tun0", "xlo", "mydocker0"])
    func interfacesOfTheHostCount(_ name: String) throws {
        let chooser = AddressChooser(.v4, HostText.interfaces("\(name) 10.0.0.5/24"))
        #expect(try chooser.choose(.autodetect, .firstFound)?.interface == name)
    }

    @Test func theSameAddressTwiceIsThatOfTheInterfaceThatIsUp() throws {
        let chooser = AddressChooser(.v4, HostText.interfaces("eth0:down 10.0.0.5/16; eth1 10.0.0.5/24"))
        #expect(try chooser.choose(.given(try #require(IPAddress("10.0.0.5")), length: nil), .firstFound)?.interface == "eth1")
    }
}
