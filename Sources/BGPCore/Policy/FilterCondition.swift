public import Addresses
public import BGPWire

/// What a ``FilterRule`` asks of a route.
public enum FilterCondition: Hashable, Sendable {
    public enum Operator: Hashable, Sendable { case equal, notEqual, inside, notInside }

    /// The prefix against a network. A network of the other family holds for no operator: Calico's rules are for one family each.
    ///
    /// With `lengths` (Calico's prefixLength) the network stands for the prefixes in it whose lengths are within those bounds: ``Operator/equal``
    /// then means one of them, as ``Operator/inside`` does.
    case prefix(Operator, IPPrefix, lengths: ClosedRange<Int>?)
    /// Learned from a peer, not originated here.
    case learned
    /// The interface of a local route: a name, * for any characters, ? for any one.
    case interface(String)
    case community(Community)
    case extendedCommunity(ExtendedCommunity)
    case largeCommunity(LargeCommunity)
    /// The path begins with these numbers; a set in it is one step, which any of its numbers will do for.
    case asPathPrefix([ASNumber])
    /// The route has one, and it is this.
    case localPreference(UInt32)
    /// The other side is external, or internal.
    case peer(isExternal: Bool)
}
