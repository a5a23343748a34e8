/// Something about the resources that people should know: what has no effect, and why.
public struct PlanRemark: Hashable, Sendable {
    /// The resource: "BGPPeer(rack1)".
    public var subject: String
    /// A sentence: "filter x does not exist; its rules are left out".
    public var words: String

    public init(subject: String, words: String) {
        self.subject = subject
        self.words = words
    }
}

extension PlanRemark: CustomStringConvertible {
    public var description: String { "\(subject): \(words)" }
}
