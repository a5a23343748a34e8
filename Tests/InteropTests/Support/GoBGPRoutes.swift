import Foundation
import JSON

/// Reads routes as `gobgp -j` prints them.
enum GoBGPRoutes {
    /// - Parameter peer: Only routes of this neighbour; nil for all.
    static func parse(_ text: String, from peer: String?) throws -> [TestRoute] {
        let json = try JSONValue(parsing: text, options: .anyValue)
        // adj-in: a list of lists or of paths; rib: an object of lists by prefix.
        let entries = json.array ?? json.object?.members.map(\.value) ?? []
        let paths = entries.flatMap { $0.array ?? [$0] }
        return paths.filter { peer == nil || $0["neighbor-ip"]?.string == peer }.compactMap(route)
    }

    private static func route(_ json: JSONValue) -> TestRoute? {
        guard let prefix = json["nlri"]?["prefix"]?.string else { return nil }
        var route = TestRoute(prefix)
        route.isStale = json["stale"]?.bool ?? false
        for attribute in json["attrs"]?.array ?? [] { read(attribute, into: &route) }
        return route
    }

    private static func read(_ json: JSONValue, into route: inout TestRoute) {
        switch json["type"]?.integer {
        case 1: route.origin = [.igp, .egp, .incomplete][Int(json["value"]?.integer ?? 2)]
        case 2: route.path = (json["as_paths"]?.array ?? []).map(segment).joined(separator: " ")
        case 3, 14: route.nextHop = json["nexthop"]?.string
        case 4: route.med = json["metric"]?.integer.map { UInt32($0) }
        case 5: route.localPreference = json["value"]?.integer.map { UInt32($0) }
        case 6: route.isAtomic = true
        case 7: route.aggregator = "\(json["as"]?.integer ?? 0) \(json["address"]?.string ?? "")"
        case 8: route.communities = Set((json["communities"]?.array ?? []).compactMap(\.integer).map { "\($0 >> 16):\($0 & 0xffff)" })
        case 9: route.originator = json["value"]?.string
        case 10: route.clusters = (json["value"]?.array ?? []).compactMap(\.string)
        case 16: route.extended = Set((json["value"]?.array ?? []).map(extendedCommunity))
        case 32:
            route.large = Set(
                (json["value"]?.array ?? []).map { "\(number($0, "ASN")):\(number($0, "LocalData1")):\(number($0, "LocalData2"))" })
        case let type?:
            route.unknown.insert("\(type) \(json["value"].map(octets) ?? "")")
        case nil: break
        }
    }

    private static func number(_ json: JSONValue, _ name: String) -> Int64 { json[name]?.integer ?? 0 }

    private static func segment(_ json: JSONValue) -> String {
        let numbers = (json["asns"]?.array ?? []).compactMap(\.integer).map { "\($0)" }.joined(separator: " ")
        return switch json["segment_type"]?.integer {
        case 1: "{\(numbers)}"
        case 2: numbers
        case 3: "(\(numbers))"
        default: "[\(numbers)]"
        }
    }

    private static func extendedCommunity(_ json: JSONValue) -> String {
        var value = json["value"]?.string ?? ""
        // Numbers of four octets are written in two parts: 64086.59914:7.
        if let match = value.wholeMatch(of: /(\d+)\.(\d+):(\d+)/), let high = UInt32(match.1), let low = UInt32(match.2) {
            value = "\(high << 16 | low):\(match.3)"
        }
        return switch json["subtype"]?.integer {
        case 2: "rt:\(value)"
        case 3: "soo:\(value)"
        default: "generic:\(json.text)"
        }
    }

    /// Octets come as base64.
    private static func octets(_ json: JSONValue) -> String {
        let octets = json.string.flatMap { Data(base64Encoded: $0) } ?? Data()
        return octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
