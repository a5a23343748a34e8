public import NodeProtocol

/// What a handler gives back for a request.
public enum NodeReply: Sendable {
    /// All of it. A long list is sent in pieces.
    case answer(NodeAnswer)
    /// A list too long to be held whole: called for one page after the other, each when the client has taken the one before, until it gives nil.
    case pages(@Sendable () async -> [RouteReportEntry]?)
}
