/// Reads `show route all` of BIRD.
enum BIRDRoutes {
    static func parse(_ text: String) -> [TestRoute] {
        var routes: [TestRoute] = []
        var prefix = ""
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let first = words.first else { continue }
            // A route: "10.1.0.0/24  unreachable [p1 12:00:00.000] * (100) [AS65001i]"; further ones of the same prefix leave it out.
            if line.contains(" [") && !line.hasPrefix("\t") {
                if !line.hasPrefix(" ") { prefix = String(first) }
                var route = TestRoute(prefix)
                route.isStale = words.contains { $0.hasPrefix("(") && $0.contains("s") }
                routes.append(route)
            } else if !routes.isEmpty, line.hasPrefix("\tBGP.") {
                let name = first.dropFirst(4).prefix { $0 != ":" }
                let value = line.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } } ?? ""
                routes[routes.count - 1].read(birdAttribute: String(name), String(value))
            }
        }
        return routes.sorted { $0.description < $1.description }
    }
}

extension TestRoute {
    fileprivate mutating func read(birdAttribute name: String, _ value: String) {
        switch name {
        case "origin": origin = Origin(rawValue: value.lowercased()) ?? .incomplete
        case "as_path": path = value.trimmed
        case "next_hop": nextHop = value.split(separator: " ").first.map(String.init)
        case "med": med = UInt32(value)
        case "local_pref": localPreference = UInt32(value)
        case "atomic_aggr": isAtomic = true
        case "aggregator":
            // "10.7.7.7 AS65020"
            let words = value.split(separator: " ")
            aggregator = words.count == 2 ? "\(words[1].dropFirst(2)) \(words[0])" : value
        case "community": communities = Set(Self.birdTuples(value).map { $0.joined(separator: ":") })
        case "large_community": large = Set(Self.birdTuples(value).map { $0.joined(separator: ":") })
        case "ext_community": extended = Set(Self.birdTuples(value).map(Self.extendedCommunity))
        case "originator_id": originator = value
        case "cluster_list": clusters = value.split(separator: " ").map(String.init)
        default:
            // "BGP.63 [t]: de ad": the number in hexadecimal.
            if let number = Int(name, radix: 16) {
                let octets = value.split(separator: ":").last ?? ""
                unknown.insert("\(number) \(octets.filter(\.isHexDigit).lowercased())")
            }
        }
    }

    /// "(65000,1) (65000,2)", "(rt, 65000, 5)".
    private static func birdTuples(_ text: String) -> [[String]] {
        text.split(separator: ")").compactMap { tuple in
            guard let start = tuple.firstIndex(of: "(") else { return nil }
            return tuple[tuple.index(after: start)...].split(separator: ",").map { String($0).trimmed }
        }
    }

    private static func extendedCommunity(_ fields: [String]) -> String {
        guard fields.count == 3 else { return fields.joined(separator: ":") }
        if fields[0] == "generic" {
            let digits = fields.dropFirst().map { field in
                let plain = String(field.dropFirst(2))
                return String(repeating: "0", count: max(0, 8 - plain.count)) + plain
            }
            return "generic:\(digits.joined())"
        }
        return "\(fields[0] == "ro" ? "soo" : fields[0]):\(fields[1]):\(fields[2])"
    }
}

extension String {
    /// Without blanks at the ends.
    var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
