import JSON

/// Reads `show bgp ipv4 unicast json detail` of FRR. It does not show attributes it does not know.
enum FRRRoutes {
    static func parse(_ text: String, from peer: String) throws -> [TestRoute] {
        let json = try JSONValue(parsing: text, options: .anyValue)
        var routes: [TestRoute] = []
        for (prefix, paths) in json["routes"]?.object?.members ?? [] {
            for path in paths.array ?? [] where path["peer"]?["peerId"]?.string == peer { routes.append(route(prefix, path)) }
        }
        return routes
    }

    private static func route(_ prefix: String, _ json: JSONValue) -> TestRoute {
        var route = TestRoute(prefix)
        let hops = json["nexthops"]?.array ?? []
        route.nextHop = (hops.first { $0["scope"]?.string != "link-local" } ?? hops.first)?["ip"]?.string
        route.origin = TestRoute.Origin(rawValue: json["origin"]?.string?.lowercased() ?? "") ?? .incomplete
        route.path = (json["aspath"]?["segments"]?.array ?? []).map(segment).joined(separator: " ")
        route.med = json["metric"]?.integer.map { UInt32($0) }
        route.localPreference = json["locPrf"]?.integer.map { UInt32($0) }
        route.isAtomic = json["atomicAggregate"]?.bool ?? false
        if let number = json["aggregatorAs"]?.integer { route.aggregator = "\(number) \(json["aggregatorId"]?.string ?? "")" }
        route.communities = Set(words(json["community"]).map { wellKnown[$0] ?? $0 })
        route.large = Set(words(json["largeCommunity"]))
        route.extended = Set(words(json["extendedCommunity"]).map(extendedCommunity))
        route.originator = json["originatorId"]?.string
        route.clusters = (json["clusterList"]?["list"]?.array ?? []).compactMap(\.string)
        route.isStale = json["stale"]?.bool ?? false
        return route
    }

    private static func words(_ json: JSONValue?) -> [String] { (json?["string"]?.string ?? "").split(separator: " ").map(String.init) }

    private static func segment(_ json: JSONValue) -> String {
        let numbers = (json["list"]?.array ?? []).compactMap(\.integer).map { "\($0)" }.joined(separator: " ")
        return switch json["type"]?.string {
        case "as-set": "{\(numbers)}"
        case "as-confed-sequence": "(\(numbers))"
        case "as-confed-set": "[\(numbers)]"
        default: numbers
        }
    }

    /// "RT:65000:5", "SoO:65000:6", "UNK:0x43, 0x0"…
    private static func extendedCommunity(_ text: String) -> String {
        text.replacing("RT:", with: "rt:").replacing("SoO:", with: "soo:")
    }

    private static let wellKnown = [
        "no-export": "65535:65281", "no-advertise": "65535:65282", "local-AS": "65535:65283", "no-peer": "65535:65284",
        "graceful-shutdown": "65535:0",
        "blackhole": "65535:666", "llgr-stale": "65535:6", "no-llgr": "65535:7",
    ]
}
