public import NIOCore

/// What one client, and all of them together, may take.
public struct NodeServerLimits: Hashable, Sendable {
    /// Clients at once; others are told so and closed.
    public var connections = 64
    /// Longest request, in octets.
    public var requestLength = 1 << 16
    /// Within this time a whole request has to come, after the connection or the answer to the one before.
    public var silence = TimeAmount.seconds(30)
    /// Within this time the client has to take one message of an answer.
    public var stall = TimeAmount.seconds(30)
    /// Routes in one message of a list.
    public var routesInPiece = 256

    public init() {}
}
