/// The labels that count for an endpoint: its own, and below them those of its profiles.
///
/// Its own label hides a profile's label of the same name, an earlier profile's a later one's.
public struct InheritedLabels: LabelSource, Sendable {
    public let own: Labels
    /// The `labelsToApply` of its profiles, in the order in which the endpoint lists them.
    public let profiles: [Labels]

    public init(own: Labels, profiles: [Labels]) {
        self.own = own
        self.profiles = profiles
    }

    public func passes(_ test: LabelTest) -> Bool? {
        if let answer = own.passes(test) { return answer }
        for profile in profiles {
            if let answer = profile.passes(test) { return answer }
        }
        return nil
    }
}
