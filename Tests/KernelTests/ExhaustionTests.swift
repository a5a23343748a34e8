import CNISpec
import JSON
import NodeStore
import PodInterface
import Testing

@Suite("Ranges that end", .needs("calico"))
struct ExhaustionTests {
    /// A range, and all it hands out.
    struct Range: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let section: JSONObject
        let addresses: [String]

        init(_ text: String, _ keys: KeyValuePairs<String, JSONValue>, _ addresses: [String]) {
            testDescription = text
            section = JSONObject([("type", "calico-ipam")] + keys.map { ($0, $1) })
            self.addresses = addresses
        }

        static let all = [
            Range("/29", ["subnet": "10.65.0.0/29"], (2...6).map { "10.65.0.\($0)" }),
            Range("/30", ["subnet": "10.65.0.8/30"], ["10.65.0.10"]),
            Range("/31", ["subnet": "10.65.0.8/31"], ["10.65.0.8", "10.65.0.9"]),
            Range("/32", ["subnet": "10.65.0.8/32"], ["10.65.0.8"]),
            Range("/126", ["subnet": "fd00:65::/126"], ["fd00:65::2", "fd00:65::3"]),
            Range("a part of a subnet", ["subnet": "10.65.0.0/24", "rangeStart": "10.65.0.254", "rangeEnd": "10.65.0.255"], ["10.65.0.254"]),
            Range(
                "exclusions", ["subnet": "10.65.0.0/28", "exclude": ["10.65.0.2", "10.65.0.4/30", "10.65.0.10-10.65.0.13"]],
                ["10.65.0.3", "10.65.0.8", "10.65.0.9", "10.65.0.14"]),
            Range(
                "two ranges in order", ["ranges": [[["subnet": "10.65.9.0/30"], ["subnet": "10.65.0.0/30"]]]], ["10.65.9.2", "10.65.0.2"]),
        ]
    }

    @Test(arguments: Range.all)
    func handOutEveryAddressOnceAndThenTellTheArithmetic(_ range: Range) throws {
        try TestNode.run { node in
            let network = node.network(version: "1.1.0", ipam: .object(range.section))
            let pods = try range.addresses.map { _ in try node.pod() }
            #expect(try pods.map { try node.add($0, network).host } == range.addresses)
            let count = range.addresses.count
            let arithmetic = "\(count) address\(count == 1 ? "" : "es"): \(count) used, 0 cooling down, 0 free"
            let late = try node.pod()
            try node.fail("ADD", late, network, code: .addressesExhausted, ["no address is free", arithmetic])
            try node.fail("STATUS", nil, network, code: .notReady, ["no address is free", arithmetic])
            #expect(try late.link() == nil)
            #expect(try node.records().count == count)
            #expect(try node.podLinks().count == count)

            try node.del(try #require(pods.last), network)
            try node.succeed("STATUS", nil, network)
            #expect(try node.add(late, network).host == range.addresses.last)
        }
    }

    @Test
    func theOldestReleasedIsGivenFirst() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "10.65.0.0/29"]))
            let pods = try (2...6).map { _ in try node.pod() }
            for pod in pods { try node.add(pod, network) }
            for number in [3, 0, 4] { try node.del(pods[number], network) }
            let again = try (0..<3).map { _ in try node.add(node.pod(), network).host }
            #expect(again == ["10.65.0.5", "10.65.0.2", "10.65.0.6"])
        }
    }

    @Test
    func whatWasNeverUsedIsGivenBeforeWhatWasReleased() throws {
        try TestNode.run { node in
            let pods = try (0..<3).map { _ in try node.pod() }
            for pod in pods.dropLast() { try node.add(pod) }
            try node.del(pods[0])
            #expect(try node.add(pods[2]).host == "10.65.0.4")
        }
    }

    @Test
    func restingAddressesAreNotGivenAndCounted() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "10.65.0.0/29", "ipCooldownSeconds": 3600]))
            let pods = try (2...6).map { _ in try node.pod() }
            for pod in pods { try node.add(pod, network) }
            for pod in pods.prefix(2) { try node.del(pod, network) }
            try node.fail(
                "ADD", node.pod(), network, code: .addressesExhausted, ["5 addresses: 3 used, 2 cooling down, 0 free", "wait", "3600 s"])
            #expect(try node.records().count == 3)
        }
    }

    @Test
    func restedAddressesAreGivenAgain() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["subnet": "10.65.0.0/30", "ipCooldownSeconds": 1]))
            let (first, second) = (try node.pod(), try node.pod())
            try node.add(first, network)
            try node.del(first, network)
            try node.fail("ADD", second, network, code: .addressesExhausted, ["1 cooling down"])
            let clock = ContinuousClock()
            let deadline = clock.now + .seconds(5)
            var answer = try node.run("ADD", second, network)
            while answer.status != 0, clock.now < deadline { answer = try node.run("ADD", second, network) }
            #expect(AddResult(json: answer.json).host == "10.65.0.2", "\(answer)")
        }
    }

    @Test
    func oneExhaustedFamilyGivesTheOtherBack() throws {
        try TestNode.run { node in
            let network = node.network(ipam: node.ipam(["ranges": [[["subnet": "10.65.0.0/24"]], [["subnet": "fd00:65::/127"]]]]))
            let pods = try (0..<3).map { _ in try node.pod() }
            try node.add(pods[0], network)
            try node.add(pods[1], network)
            try node.fail("ADD", pods[2], network, code: .addressesExhausted, ["fd00:65::"])
            #expect(try node.ownedAddresses() == ["10.65.0.2", "10.65.0.3", "fd00:65::", "fd00:65::1"])
        }
    }

    @Test
    func anAddressOutsideAPoolThatShrankIsCounted() throws {
        try TestNode.run { node in
            let wide = node.network(ipam: node.ipam(["subnet": "10.65.0.0/29"]))
            let narrow = node.network(ipam: node.ipam(["subnet": "10.65.0.0/29", "rangeEnd": "10.65.0.2"]))
            let pods = try (0..<3).map { _ in try node.pod() }
            try node.add(pods[0], wide)
            try node.add(pods[1], wide)
            try node.fail("ADD", pods[2], narrow, code: .addressesExhausted, ["1 address: 1 used, 0 cooling down, 0 free", "1 more used"])
        }
    }
}
