public import JSON

/// One walk through a resource that checks each value and brings it into the form that is stored.
///
/// Rules report what they find here; the path costs nothing until then.
public struct Inspection: Sendable {
    /// Who wrote what is being read.
    public enum Origin: Hashable, Sendable {
        /// A person: a field nobody knows is a mistake.
        case typed
        /// A program, maybe a newer one: fields nobody knows are kept.
        case stored
    }

    /// Violations that are told before the walk gives up on finding more.
    public static let limit = 50

    public let origin: Origin
    public private(set) var violations: [Violation] = []
    private var steps: [FieldPath.Step]

    public init(_ origin: Origin, at path: FieldPath = FieldPath()) {
        self.origin = origin
        steps = path.steps
    }

    /// Where the walk stands.
    public var path: FieldPath { FieldPath(steps) }

    /// Notes that the value here breaks a rule.
    public mutating func refuse(_ value: JSONValue?, _ rule: String) {
        refuse(value, rule, at: [])
    }

    /// Notes a violation further down.
    public mutating func refuse(_ value: JSONValue?, _ rule: String, at below: [FieldPath.Step]) {
        guard violations.count < Self.limit else { return }
        violations.append(Violation(FieldPath(steps + below), value, rule))
    }

    /// Runs `body` one step further down.
    public mutating func descend<Answer>(_ step: FieldPath.Step, _ body: (inout Inspection) -> Answer) -> Answer {
        steps.append(step)
        let answer = body(&self)
        steps.removeLast()
        return answer
    }
}
