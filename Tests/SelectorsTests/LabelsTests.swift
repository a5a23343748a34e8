import Selectors
import TestSupport
import Testing

@Suite struct LabelsTests {
    /// More than are looked at in turn, and names of one hash ("liquid" and "costarring").
    @Test(arguments: [0, 1, 2, 15, 16, 17, 33, 500])
    func findsEveryLabelAndNoOther(count: Int) throws {
        var dictionary: [String: String] = [:]
        for number in 0..<count { dictionary["label-\(number)"] = String(repeating: "v", count: number) }
        if count > 1 { (dictionary["liquid"], dictionary["costarring"]) = ("1", "2") }
        let labels = Labels(dictionary)
        #expect(labels.count == dictionary.count)
        #expect(labels.isEmpty == dictionary.isEmpty)
        for (name, value) in dictionary {
            #expect(labels[name] == value)
            #expect(try Selector(parsing: "\(name) == '\(value)'").evaluate(labels))
        }
        for name in ["", "label", "label-\(count)", "liquid ", "LIQUID", "declinate"] { #expect(labels[name] == nil) }
        #expect(try !Selector(parsing: "has(label) || has(label-\(count)) || has(declinate)").evaluate(labels))
        #expect(Dictionary(labels.pairs.map { ($0.name, $0.value) }) { first, _ in first } == dictionary)
        #expect(labels.pairs.map(\.name) == dictionary.keys.sorted())
    }

    @Test func namesOfOneHashAreToldApart() throws {
        let one: Labels = ["liquid": "x"]
        #expect(one["costarring"] == nil)
        #expect(try !Selector(parsing: "has(costarring)").evaluate(one))
        #expect(try Selector(parsing: "costarring == 'b' && liquid == 'a'").evaluate(["liquid": "a", "costarring": "b"] as Labels))
    }

    @Test func doNotDependOnTheOrder() {
        var pairs = (0..<50).map { (name: "name-\($0)", value: "value-\($0)") }
        let labels = Labels(pairs)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20 {
            pairs.shuffle(using: &generator)
            #expect(Labels(pairs) == labels)
            #expect(Labels(pairs).hashValue == labels.hashValue)
        }
        pairs[7].value = "other"
        #expect(Labels(pairs) != labels)
    }

    @Test func theLastOfOneNameCounts() {
        let labels = Labels([(name: "a", value: "1"), (name: "b", value: "2"), (name: "a", value: "3"), (name: "a", value: "")])
        #expect(labels == ["a": "", "b": "2"])
        #expect(labels.description == "a=,b=2")
    }

    @Test func octetsDecide() {
        #expect(Labels(["a": "\u{e9}"]) != Labels(["a": "e\u{301}"]))
        let both = Labels([(name: "\u{e9}", value: "1"), (name: "e\u{301}", value: "2")])
        #expect(both.count == 2)
        #expect(both["\u{e9}"] == "1")
        #expect(both["e\u{301}"] == "2")
    }
}
