public import Addresses

/// Something that the kernel did, or that was done about it.
public enum DataplaneEvent: Sendable {
    /// Links or addresses changed; also once at the start.
    case network(NetworkView)
    /// Next hops that were asked for and can, or can no longer, be reached; each once when it is first asked for.
    case nextHops([IPAddress: Bool])
    /// Somebody removed or changed a route; it is back. The text says what was found.
    case repaired(RouteOwner, IPPrefix, String)
    /// The kernel refused a route. The text is its answer. The route is tried again when something changes.
    case refused(RouteOwner, IPPrefix, String)
    /// The kernel dropped events for want of room (ENOBUFS): everything was read again.
    case overrun
}
