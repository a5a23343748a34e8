/// Something a ``Speaker`` was asked for and could not do.
public struct SpeakerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
