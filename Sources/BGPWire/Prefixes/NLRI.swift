/// One entry of network layer reachability information: a prefix, and which of its paths.
@frozen
public struct NLRI<Prefix: RoutePrefix>: Hashable, Sendable {
    public let prefix: Prefix
    /// Tells paths to one prefix apart (RFC 7911 §2); 0 where the session has no path identifiers.
    public let pathID: UInt32

    @inlinable
    public init(_ prefix: Prefix, pathID: UInt32 = 0) {
        self.prefix = prefix
        self.pathID = pathID
    }
}

extension NLRI: CustomStringConvertible {
    public var description: String { pathID == 0 ? "\(prefix)" : "\(prefix) path \(pathID)" }
}
