/// A place in a text.
public struct Place: Hashable, Sendable {
    /// From 1.
    public let line: Int
    /// From 1, in characters (Unicode scalars).
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension Place: Comparable {
    public static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }
}

extension Place: CustomStringConvertible {
    public var description: String { "line \(line), column \(column)" }
}
