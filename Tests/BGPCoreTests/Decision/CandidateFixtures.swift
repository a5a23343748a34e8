internal import Addresses
internal import BGPWire

@testable internal import BGPCore

extension Candidate {
    /// A route from an external peer with the identifier and address 10.0.0.7, neighbour AS 64513.
    static func of(_ changes: (inout Candidate) -> Void = { _ in }) -> Candidate {
        var key = DecisionKey(PathAttributes(asPath: ASPath([64513, 7])))
        key.localPreference = 100
        var candidate = Candidate(
            key: key, role: .external, identifier: .of("10.0.0.7"), address: .of("10.0.0.7"), arrival: 10, pathID: 1)
        changes(&candidate)
        return candidate
    }
}

extension DecisionOptions {
    func with(_ change: (inout DecisionOptions) -> Void) -> DecisionOptions {
        var changed = self
        change(&changed)
        return changed
    }
}

extension Array {
    /// All orders of the elements.
    var permutations: [[Element]] {
        guard count > 1 else { return [self] }
        return indices.flatMap { place -> [[Element]] in
            var rest = self
            let one = rest.remove(at: place)
            return rest.permutations.map { [one] + $0 }
        }
    }
}
