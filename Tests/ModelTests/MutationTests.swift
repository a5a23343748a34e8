import JSON
import Model
import TestSupport
import Testing

/// Documents that are damaged at random: inspecting never traps, and what it lets pass reads back the same.
@Suite struct MutationTests {
    private static let rounds = 400

    @Test(arguments: KindCatalog.all.map(\.name))
    func damagedDocuments(_ name: String) throws {
        let kind = try #require(KindCatalog.kind(named: name))
        let rows = try ValidationRow.all().filter { $0.kind == kind }
        try #require(!rows.isEmpty, "there is no table for \(name)")
        var generator = SeededGenerator(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        var passed = 0
        for round in 0..<Self.rounds {
            var document = JSONValue.object(rows[round % rows.count].resource)
            for _ in 0...Int(generator.next() % 3) { document = damaged(document, depth: 0, &generator) }
            guard case .object(let object) = document else { continue }
            for origin in [Inspection.Origin.typed, .stored] {
                var inspection = Inspection(origin)
                guard let resource = AnyResource(inspecting: object, as: kind, &inspection) else {
                    #expect(!inspection.violations.isEmpty, "refused without a reason: \(document.text)")
                    continue
                }
                for violation in inspection.violations { #expect(!violation.description.isEmpty) }
                guard inspection.violations.isEmpty else { continue }
                passed += 1
                var again = Inspection(.stored)
                let same = try #require(AnyResource(inspecting: resource.json, as: kind, &again))
                #expect(again.violations.map(\.description) == [], "\(document.text)")
                #expect(JSONValue.object(same.json).text == JSONValue.object(resource.json).text, "\(document.text)")
                same.inspectChanges(from: resource, &again)
                #expect(again.violations.isEmpty, "no change is taken for one: \(document.text)")
            }
        }
        #expect(passed > Self.rounds / 20, "hardly anything passed: the property was not tested")
    }

    @Test func anyTreeAtAll() throws {
        var generator = SeededGenerator(seed: 4711)
        for _ in 0..<3000 {
            guard case .object(var document) = tree(depth: 0, &generator) else { continue }
            if generator.next() % 2 == 0 { document["spec"] = tree(depth: 0, &generator) }
            let kind = KindCatalog.all[Int(generator.next() % UInt64(KindCatalog.all.count))]
            var inspection = Inspection(generator.next() % 2 == 0 ? .typed : .stored)
            _ = AnyResource(inspecting: document, as: kind, &inspection)
            #expect(inspection.violations.count <= Inspection.limit)
        }
    }

    /// Changes one place of a value: a few levels down mostly.
    private func damaged(_ value: JSONValue, depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
        if depth > 0, generator.next() % 5 == 0 { return replacement(for: value, &generator) }
        switch value {
        case .object(var object):
            guard let key = object.keys.randomElement(using: &generator) else { return replacement(for: value, &generator) }
            switch generator.next() % 8 {
            case 0 where depth > 0: object[key] = nil
            case 1: object[key + "x"] = object[key]
            case 2:
                let other = object.keys.randomElement(using: &generator) ?? key
                let kept = object[key]
                object[key] = object[other]
                object[other] = kept
            default: object[key] = object[key].map { damaged($0, depth: depth + 1, &generator) }
            }
            return .object(object)
        case .array(var elements):
            guard let index = elements.indices.randomElement(using: &generator) else { return [replacement(for: "", &generator)] }
            switch generator.next() % 6 {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            case 2: elements.insert(replacement(for: elements[index], &generator), at: index)
            default: elements[index] = damaged(elements[index], depth: depth + 1, &generator)
            }
            return .array(elements)
        default: return replacement(for: value, &generator)
        }
    }

    private static let odd: [JSONValue] = [
        .null, true, false, 0, 1, -1, 26, 255, 65_536, .integer(.max), .integer(.min), .real(0.5), .real(-0.0), .real(1e300), .real(64.0),
        .real(.nan),
        .real(.infinity), "", " ", "default", "Allow", "TCP", "10.0.0.0/8", "10.0.0.1", "fd00::/64", "all()", "global()", "a == 'b'", "a ==", "1:2",
        "5s", "1.10",
        "0", "-1", "64512:1", "\u{0}", "ä\u{301}", "👩‍👩‍👧", "\u{feff}", [], [:], [[]], [[:]], ["x"], ["": ""], ["cidr": "10.0.0.0/8"],
    ]

    private func replacement(for value: JSONValue, _ generator: inout SeededGenerator) -> JSONValue {
        switch (generator.next() % 4, value) {
        case (0, .string(let text)): return .string(String(text.shuffled(using: &generator)))
        case (1, .string(let text)): return .string(text + text)
        case (2, .string(let text)): return .string(String(text.prefix(Int(generator.next() % UInt64(text.count + 1)))))
        case (0, .integer(let number)): return .integer(number &+ 1)
        case (1, .integer(let number)): return .integer(number &* Int64(truncatingIfNeeded: generator.next()))
        default: return Self.odd.randomElement(using: &generator) ?? .null
        }
    }

    private static let keys =
        ["metadata", "spec", "status", "name", "namespace", "labels", "annotations", "kind", "", "a.b/c"]
        + Set(KindCatalog.all.flatMap { $0.spec.fields.map(\.name) }).sorted()

    private func tree(depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
        switch depth > 5 ? 9 : generator.next() % 10 {
        case 0...5 where depth == 0, 0...2:
            let count = Int(generator.next() % 5)
            return .object(
                JSONObject(
                    (0..<count).map { _ in (Self.keys.randomElement(using: &generator) ?? "", tree(depth: depth + 1, &generator)) }))
        case 3...5: return .array((0..<Int(generator.next() % 4)).map { _ in tree(depth: depth + 1, &generator) })
        default: return Self.odd.randomElement(using: &generator) ?? .null
        }
    }
}
