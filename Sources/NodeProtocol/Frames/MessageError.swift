/// A message that is not what it should be: which member of what, and what is wrong there.
public struct MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// "peer 3 of the status report: remoteAS is missing".
    public let description: String

    init(_ description: String) { self.description = description }
}
