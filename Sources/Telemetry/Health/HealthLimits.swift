public import NIOCore

/// What one client, and all of them together, may take.
public struct HealthLimits: Hashable, Sendable {
    /// Connections at once; others are answered with 503.
    public var connections = 64
    /// Octets of a request, its head and whatever comes behind.
    public var requestLength = 8192
    /// Within this time a connection is over: request, answer and the client's close.
    public var time = TimeAmount.seconds(10)

    public init() {}
}
