import Model
import Testing

@Suite struct SpellingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let word: String
        let nearest: String?
        var testDescription: String { word }
    }

    private static let known = ["cidr", "blockSize", "ipipMode", "vxlanMode", "nodeSelector", "natOutgoing"]

    @Test(arguments: [
        Row(word: "blocksize", nearest: "blockSize"),
        Row(word: "blokSize", nearest: "blockSize"),
        Row(word: "bolckSize", nearest: "blockSize"),
        Row(word: "CIDR", nearest: "cidr"),
        Row(word: "cdir", nearest: "cidr"),
        Row(word: "ipipmodes", nearest: "ipipMode"),
        Row(word: "nodeSelektor", nearest: "nodeSelector"),
        Row(word: "natOutgoingg", nearest: "natOutgoing"),
        Row(word: "x", nearest: nil),
        Row(word: "", nearest: nil),
        Row(word: "disabled", nearest: nil),
        Row(word: "ipam", nearest: nil),
    ])
    func nearest(_ row: Row) { #expect(Spelling.nearest(to: row.word, in: Self.known) == row.nearest) }

    @Test func longWordsTakeNoLongTime() {
        let word = String(repeating: "a", count: 1_000_000)
        #expect(Spelling.nearest(to: word, in: ["b", "aa"]) == nil || Spelling.nearest(to: word, in: ["b", "aa"]) == "aa")
    }

    @Test func nothingIsKnown() { #expect(Spelling.nearest(to: "cidr", in: []) == nil) }

    @Test func kindsAreFoundByWhatPeopleWrite() {
        #expect(KindCatalog.kind("gnp")?.name == "GlobalNetworkPolicy")
        #expect(KindCatalog.kind("NetworkPolicies")?.name == "NetworkPolicy")
        #expect(KindCatalog.kind("Pool")?.name == "IPPool")
        #expect(KindCatalog.kind("globalpolicy") == nil)
        #expect(KindCatalog.kind(named: "ippool") == nil)
        #expect(KindCatalog.nearest(to: "ippol") == "IPPool")
    }

    @Test func namesOfKindsAreUnique() {
        let words = KindCatalog.all.flatMap { kind in Set([kind.name.lowercased(), kind.plural] + kind.aliases) }
        #expect(Dictionary(grouping: words) { $0 }.filter { $1.count > 1 }.keys.sorted() == [])
        #expect(KindCatalog.all.map(\.name) == KindCatalog.all.map(\.name).sorted())
        for kind in KindCatalog.all {
            #expect(kind.plural == kind.plural.lowercased() && kind.aliases.allSatisfy { $0 == $0.lowercased() }, "\(kind)")
        }
    }
}
