/// A route as tests write it down and as daemons tell it: texts in one spelling, whichever program they came from.
struct TestRoute: Hashable, Sendable {
    enum Origin: String, CaseIterable, Sendable { case igp, egp, incomplete }

    var prefix: String
    /// The global one.
    var nextHop: String?
    var origin = Origin.igp
    /// Numbers, sets in braces: "65001 65002 {65003 65004}".
    var path = ""
    var med: UInt32?
    var localPreference: UInt32?
    var isAtomic = false
    /// "65020 10.7.7.7".
    var aggregator: String?
    /// "65000:1".
    var communities: Set<String> = []
    /// "rt:65000:5", "soo:10.1.1.1:5", others "generic:4300000000000005".
    var extended: Set<String> = []
    /// "65000:1:2".
    var large: Set<String> = []
    var originator: String?
    var clusters: [String] = []
    /// Attributes a program does not know: "99 deadbeef".
    var unknown: Set<String> = []
    /// Kept for a peer that went away.
    var isStale = false

    init(_ prefix: String) { self.prefix = prefix }

    var isIPv6: Bool { prefix.contains(":") }
}

extension TestRoute: CustomStringConvertible {
    var description: String {
        var words = [prefix, "via \(nextHop ?? "-")", "\(origin)", "path [\(path)]"]
        if let med { words.append("med \(med)") }
        if let localPreference { words.append("pref \(localPreference)") }
        if isAtomic { words.append("atomic") }
        if let aggregator { words.append("aggregator \(aggregator)") }
        words += communities.sorted() + extended.sorted() + large.sorted()
        if let originator { words.append("originator \(originator)") }
        if !clusters.isEmpty { words.append("clusters \(clusters)") }
        words += unknown.sorted().map { "unknown \($0)" }
        if isStale { words.append("stale") }
        return words.joined(separator: " ")
    }
}
