/// Text that is not JSON, with the place where that shows.
public struct JSONError: Error, Hashable, Sendable {
    /// From 1.
    public let line: Int
    /// From 0, in characters, as jansson counts.
    public let column: Int
    /// What is wrong there.
    public let reason: String

    public init(line: Int, column: Int, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String { "line \(line), column \(column): \(reason)" }
}
