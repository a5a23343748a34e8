import Addresses
import CNISpec
import JSON
import Testing

@Suite struct CNIResultTests {
    static let full: CNIResult = {
        var interface = CNIResult.Interface(name: "eth0", mac: "02:00:00:00:00:01", mtu: 1440, sandbox: "/run/netns/x")
        interface.socketPath = "/run/x.sock"
        interface.pciID = "0000:00:1f.6"
        var route = CNIResult.Route(prefix("10.65.0.7/26"), gateway: IPAddress("169.254.1.1"))
        (route.mtu, route.advmss, route.priority, route.table, route.scope) = (1400, 1360, 100, 254, 0)
        return CNIResult(
            interfaces: [CNIResult.Interface(name: "cali1"), interface],
            addresses: [
                CNIResult.Address(prefix("10.65.0.7/32"), gateway: IPAddress("169.254.1.1"), interface: 1),
                CNIResult.Address(prefix("fd00:65::7/128"), interface: 1),
                CNIResult.Address(prefix("10.65.0.8/32"), interface: 1),
            ],
            routes: [route, CNIResult.Route(prefix("::/0"), gateway: IPAddress("fe80::1"))],
            dns: CNIResult.DNS(nameservers: ["10.0.0.10"], domain: "example", search: ["a.example", "example"], options: ["ndots:5"])
        )
    }()

    /// What the form of a version keeps of a result.
    static func kept(_ result: CNIResult, _ version: CNIVersion) -> CNIResult {
        var result = result
        guard version < .v100 else { return result }
        result.routes = result.routes.map { CNIResult.Route($0.destination, gateway: $0.gateway) }
        result.interfaces = result.interfaces.map { CNIResult.Interface(name: $0.name, mac: $0.mac, sandbox: $0.sandbox) }
        guard version < .v030 else { return result }
        let first = IPAddress.Family.allCases.compactMap { family in result.addresses.first { $0.address.family == family } }
        result.interfaces = []
        result.addresses = first.map { CNIResult.Address($0.address, gateway: $0.gateway) }
        result.routes = first.flatMap { address in result.routes.filter { $0.destination.family == address.address.family } }
        return result
    }

    static let results = [
        full, CNIResult(),
        CNIResult(addresses: [CNIResult.Address(prefix("fd00:65::7/128"))]),
        CNIResult(interfaces: [CNIResult.Interface(name: "cali1")], dns: CNIResult.DNS(search: ["example"])),
    ]

    @Test(arguments: CNIVersion.allCases, results)
    func comesBackAsWritten(_ version: CNIVersion, _ result: CNIResult) throws {
        let json = try JSONValue(parsing: result.json(version: version).text, options: .rejectDuplicates)
        #expect(json["cniVersion"]?.string == version.rawValue)
        #expect(try CNIResult(json: json, version: version) == Self.kept(result, version))
        // Its own version counts, whatever the reader expects.
        #expect(try CNIResult(json: json, version: .v110) == Self.kept(result, version))
    }

    struct Form: Sendable, CustomTestStringConvertible {
        let version: CNIVersion, text: String
        var testDescription: String { version.rawValue }
    }

    @Test(arguments: [
        Form(
            version: .v020,
            text: #"""
                {"cniVersion":"0.2.0","ip4":{"ip":"10.65.0.7/32","gateway":"169.254.1.1","routes":[{"dst":"10.65.0.7/26","gw":"169.254.1.1"}]},
                "ip6":{"ip":"fd00:65::7/128","routes":[{"dst":"::/0","gw":"fe80::1"}]},
                "dns":{"nameservers":["10.0.0.10"],"domain":"example","search":["a.example","example"],"options":["ndots:5"]}}
                """#),
        Form(
            version: .v031,
            text: #"""
                {"cniVersion":"0.3.1","interfaces":[{"name":"cali1"},{"name":"eth0","mac":"02:00:00:00:00:01","sandbox":"/run/netns/x"}],
                "ips":[{"version":"4","interface":1,"address":"10.65.0.7/32","gateway":"169.254.1.1"},
                {"version":"6","interface":1,"address":"fd00:65::7/128"},{"version":"4","interface":1,"address":"10.65.0.8/32"}],
                "routes":[{"dst":"10.65.0.7/26","gw":"169.254.1.1"},{"dst":"::/0","gw":"fe80::1"}],
                "dns":{"nameservers":["10.0.0.10"],"domain":"example","search":["a.example","example"],"options":["ndots:5"]}}
                """#),
        Form(
            version: .v110,
            text: #"""
                {"cniVersion":"1.1.0","dns":{"domain":"example","nameservers":["10.0.0.10"],"options":["ndots:5"],"search":["a.example","example"]},
                "interfaces":[{"name":"cali1"},{"mac":"02:00:00:00:00:01","mtu":1440,"name":"eth0","pciID":"0000:00:1f.6",
                "sandbox":"/run/netns/x","socketPath":"/run/x.sock"}],
                "ips":[{"address":"10.65.0.7/32","gateway":"169.254.1.1","interface":1},{"address":"fd00:65::7/128","interface":1},
                {"address":"10.65.0.8/32","interface":1}],
                "routes":[{"advmss":1360,"dst":"10.65.0.7/26","gw":"169.254.1.1","mtu":1400,"priority":100,"scope":0,"table":254},
                {"dst":"::/0","gw":"fe80::1"}]}
                """#),
    ])
    func isWrittenInTheOrderOfUpstream(_ form: Form) {
        #expect(Self.full.json(version: form.version).text == form.text.split(separator: "\n").joined())
    }

    /// As the released Calico printed it.
    @Test func writesWhatCalicoWrites() {
        func result(_ name: String, mac: String, mtu: Int?, sandbox: String, _ ip: String) -> CNIResult {
            CNIResult(
                interfaces: [CNIResult.Interface(name: name), CNIResult.Interface(name: "eth0", mac: mac, mtu: mtu, sandbox: sandbox)],
                addresses: [CNIResult.Address(prefix(ip), interface: 1)])
        }
        let old = result("calic3", mac: "ce:ed:ae:d2:ee:9b", mtu: 1440, sandbox: "/run/netns/c3", "10.244.206.2/32")
        #expect(
            old.json(version: .v031).text
                == #"{"cniVersion":"0.3.1","interfaces":[{"name":"calic3"},{"name":"eth0","mac":"ce:ed:ae:d2:ee:9b","sandbox":"/run/netns/c3"}],"#
                + #""ips":[{"version":"4","interface":1,"address":"10.244.206.2/32"}],"dns":{}}"#)
        let new = result("calic1", mac: "16:7a:ca:19:5e:1b", mtu: 1440, sandbox: "/run/netns/c1", "10.244.206.0/32")
        #expect(
            new.json(version: .v100).text
                == #"{"cniVersion":"1.0.0","interfaces":[{"name":"calic1"},"#
                + #"{"mac":"16:7a:ca:19:5e:1b","mtu":1440,"name":"eth0","sandbox":"/run/netns/c1"}],"ips":[{"address":"10.244.206.0/32","interface":1}]}"#
        )
    }

    @Test(arguments: [
        (#"[]"#, "result must be a JSON object"),
        (#"{"ips":[{"address":"x"}]}"#, "invalid result: ips[0].address must be an address and prefix length"),
        (#"{"routes":5}"#, "invalid result: routes must be an array"),
    ])
    func refusesWhatIsNoResult(_ text: String, _ message: String) throws {
        let json = try JSONValue(parsing: text)
        let error = try #require(throws: CNIError.self) { try CNIResult(json: json, version: .v100) }
        #expect(error.code == .decoding)
        #expect(error.message == message)
    }
}

private func prefix(_ text: String) -> IPPrefix {
    guard let prefix = IPPrefix(text) else { preconditionFailure("\(text) is no prefix") }
    return prefix
}
