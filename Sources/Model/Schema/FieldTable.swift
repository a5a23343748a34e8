internal import JSON

/// The fields of an object in a form that is quick to walk; the part of a ``Schema`` that does not depend on the type of the fields.
final class FieldTable: Sendable {
    struct Slot: Sendable {
        let name: String
        let rule: any ValueRule
        let written: JSONValue?
        let isRequired: Bool
        let isImmutable: Bool
        let keepsEmpty: Bool
        let dropsZero: Bool

        init(_ field: any AnyField) {
            name = field.name
            rule = field.rule
            written = field.written
            isRequired = field.isRequired
            isImmutable = field.isImmutable
            keepsEmpty = field.keepsEmpty
            dropsZero = field.dropsZero
        }

        /// Whether an empty value is the same as none and is not stored.
        func drops(_ value: JSONValue) -> Bool {
            switch value {
            case .null: true
            case .string(let text): text.isEmpty && !keepsEmpty
            case .array(let elements): elements.isEmpty && !keepsEmpty
            case .object(let object): object.isEmpty && dropsZero
            case .bool(let flag): !flag && dropsZero
            case .integer(let number): number == 0 && dropsZero
            case .real: false
            }
        }
    }

    typealias Check = @Sendable (JSONObject, inout Inspection) -> Void

    let slots: [Slot]
    /// Rules that span several fields.
    let checks: [Check]
    private let positions: [String: Int]
    private let defaults: Int

    init(_ fields: [any AnyField], _ checks: [Check]) {
        slots = fields.map(Slot.init)
        self.checks = checks
        positions = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        defaults = slots.count { $0.written != nil }
    }

    /// Below so many fields, to look at each name is quicker than to hash one.
    private static let few = 12

    /// - Parameter expected: Where the field is when members come in the order of the fields.
    func position(of name: String, expected: Int = 0) -> Int? {
        if expected < slots.count, slots[expected].name == name { return expected }
        guard slots.count > Self.few else { return slots.firstIndex { $0.name == name } }
        return positions[name]
    }

    func inspect(_ object: JSONObject, _ inspection: inout Inspection) -> JSONObject {
        let before = inspection.violations.count
        var result: [(key: String, value: JSONValue)] = []
        result.reserveCapacity(object.members.count + defaults)
        withUnsafeTemporaryAllocation(of: Int.self, capacity: slots.count) { given in
            given.initialize(repeating: -1)
            var (next, unknown) = (0, 0)
            for index in object.members.indices {
                if let position = position(of: object.members[index].key, expected: next) {
                    given[position] = index
                    next = position + 1
                } else {
                    unknown += 1
                }
            }
            for index in slots.indices { inspect(slots[index], given[index] < 0 ? nil : object.members[given[index]].value, &result, &inspection) }
            if unknown > 0 { keepUnknown(object, &result, &inspection) }
        }
        let answer = JSONObject(distinct: result)
        if inspection.violations.count == before {
            for check in checks { check(answer, &inspection) }
        }
        return answer
    }

    private func inspect(_ slot: Slot, _ given: JSONValue?, _ result: inout [(key: String, value: JSONValue)], _ inspection: inout Inspection) {
        if let given, !slot.drops(given) {
            let kept = inspection.descend(.member(slot.name)) { slot.rule.inspect(given, &$0) }
            if let kept, !slot.drops(kept) { return result.append((slot.name, kept)) }
        }
        if let written = slot.written {
            result.append((slot.name, written))
        } else if slot.isRequired {
            inspection.refuse(nil, "is required: \(slot.rule.allowed)", at: [.member(slot.name)])
        }
    }

    private func keepUnknown(_ object: JSONObject, _ result: inout [(key: String, value: JSONValue)], _ inspection: inout Inspection) {
        for (key, value) in object.members where position(of: key) == nil {
            if inspection.origin == .typed { inspection.refuse(nil, unknownRule(key), at: [.member(key)]) }
            result.append((key, value))
        }
    }

    private func unknownRule(_ key: String) -> String {
        let names = slots.map(\.name)
        if let near = Spelling.nearest(to: key, in: names) { return "is no field here; is \(near) meant?" }
        return "is no field here; known are \(names.sorted().joined(separator: ", "))"
    }

    /// The members of an object in the order of the fields, unknown ones last.
    func ordered(_ object: JSONObject) -> JSONObject {
        var places: [(place: Int, index: Int)] = []
        places.reserveCapacity(object.members.count)
        var (next, isOrdered) = (0, true)
        for index in object.members.indices {
            let place = position(of: object.members[index].key, expected: next) ?? slots.count
            isOrdered = isOrdered && place >= next
            next = place < slots.count ? place + 1 : place
            places.append((place, index))
        }
        guard !isOrdered else { return object }
        places.sort { $0 < $1 }
        return JSONObject(distinct: places.map { object.members[$0.index] })
    }
}
