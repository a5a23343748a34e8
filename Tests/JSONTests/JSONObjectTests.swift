import JSON
import Testing

@Suite struct JSONObjectTests {
    @Test func replacesInPlaceAndAppendsNewMembers() {
        var object = JSONObject([("a", 1), ("b", 2), ("c", 3)])
        object["a"] = 9
        object["d"] = .null
        object["b"] = nil
        object["missing"] = nil
        #expect(JSONValue.object(object).text == #"{"a":9,"c":3,"d":null}"#)
        #expect(object.keys == ["a", "c", "d"])
        #expect(object["d"] == .null)
        #expect(object["b"] == nil)
        #expect(!object.isEmpty && JSONObject().isEmpty)
    }

    @Test func takesTheLaterOfTwoMembers() {
        #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]) == JSONObject([("a", 3), ("b", 2)]))
    }

    struct Pair: Sendable, CustomTestStringConvertible {
        let one: JSONValue, other: JSONValue, equal: Bool
        var testDescription: String { "\(one.text) \(other.text)" }
        init(_ one: JSONValue, _ other: JSONValue, _ equal: Bool) { (self.one, self.other, self.equal) = (one, other, equal) }
    }

    @Test(arguments: [
        Pair(["a": 1, "b": 2], ["b": 2, "a": 1], true), Pair(["a": 1], ["a": 2], false), Pair(["a": 1], ["b": 1], false),
        Pair(["a": 1], ["a": 1, "b": 2], false), Pair(["a": .null], [:], false), Pair([:], [:], true), Pair([1, 2], [2, 1], false),
        Pair(1, .real(1), false), Pair("1", 1, false),
        Pair(["x": ["a": 1, "b": 2]], ["x": ["b": 2, "a": 1]], true),
    ])
    func isEqualInAnyOrder(_ pair: Pair) {
        #expect((pair.one == pair.other) == pair.equal)
        if pair.equal { #expect(Set([pair.one, pair.other]).count == 1) }
    }

    @Test(
        arguments: [
            (.null, "null"), (true, "a boolean"), (1, "a number"), (.real(1), "a number"), ("", "a string"), ([], "an array"), ([:], "an object"),
        ] as [(JSONValue, String)])
    func givesEachValueAsWhatItIs(_ value: JSONValue, _ kind: String) {
        #expect(value.kind == kind)
        #expect(value.isNull == (kind == "null"))
        #expect((value.bool != nil) == (kind == "a boolean"))
        #expect((value.string != nil) == (kind == "a string"))
        #expect((value.array != nil) == (kind == "an array"))
        #expect((value.object != nil) == (kind == "an object"))
        #expect((value.integer != nil) == (value == 1))
        #expect(value["member"] == nil)
    }
}
