/// How much a reader takes before it says that a text is too much.
public struct ReadingLimits: Hashable, Sendable {
    /// Of one file or of standard input.
    public var octets: Int
    /// Levels of mappings and lists inside each other; of YAML never more than 1000.
    public var depth: Int
    /// Values of one document that stand there through YAML aliases, counted each time an alias repeats them.
    public var aliasedValues: Int

    public init(octets: Int = 256 << 20, depth: Int = 500, aliasedValues: Int = 1_000_000) {
        self.octets = octets
        self.depth = depth
        self.aliasedValues = aliasedValues
    }
}
