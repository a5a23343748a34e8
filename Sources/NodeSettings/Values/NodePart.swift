/// What the daemon does: each part can be left out.
public enum NodePart: String, Hashable, Sendable, CaseIterable {
    /// Sessions with other routers.
    case bgp
    /// Learned routes in the kernel.
    case routes
    /// Routes to the pods of this node.
    case endpoints
    /// The health endpoints.
    case health
    /// The metrics endpoint.
    case metrics
    /// The control socket.
    case control
}
