/// UPDATE: routes withdrawn and announced, and the attributes of those announced (RFC 4271 §4.3, RFC 4760).
///
/// Decoding checks everything that could end the session and reads no more: routes and attributes are read from the message's octets
/// when they are asked for. Routes are in up to four fields, any combination of which is possible (RFC 7606 §5.1).
@frozen
public struct UpdateMessage: Sendable {
    /// The message without its header.
    public let octets: ArraySlice<UInt8>
    @usableFromInline let layout: UpdateLayout
    @usableFromInline let addPath: UnicastFamilies
    @usableFromInline let hashSeed: UInt64

    init(octets: ArraySlice<UInt8>, layout: UpdateLayout, addPath: UnicastFamilies, hashSeed: UInt64) {
        self.octets = octets
        self.layout = layout
        self.addPath = addPath
        self.hashSeed = hashSeed
    }

    /// Where the routes of an UPDATE stand that have attributes.
    @frozen
    public enum Announcement: Hashable, Sendable, CaseIterable {
        /// The NLRI field: IPv4 unicast, its next hop in NEXT_HOP.
        case nlri
        /// MP_REACH_NLRI, its next hop inside.
        case mpReach
    }

    /// Withdrawn IPv4 unicast routes; nil when there are none.
    @inlinable
    public var withdrawnRoutes: NLRIBlock? {
        guard layout.withdrawnCount > 0 else { return nil }
        return block(.ipv4Unicast, layout.withdrawnCount, 2, Int(layout.withdrawnEnd))
    }

    /// Withdrawn routes of MP_UNREACH_NLRI; nil when it is not there.
    @inlinable
    public var mpUnreach: NLRIBlock? {
        guard layout.contents.contains(.unreach) else { return nil }
        let field = layout.unreach
        return block(field.family, field.count, Int(field.routesStart), Int(field.end))
    }

    /// Announced routes; nil when there is no such field. Their attributes: ``attributeBlock(for:)``.
    @inlinable
    public func routes(_ announcement: Announcement) -> NLRIBlock? {
        switch announcement {
        case .nlri:
            guard layout.nlriCount > 0 else { return nil }
            return block(.ipv4Unicast, layout.nlriCount, Int(layout.listEnd), octets.count)
        case .mpReach:
            guard layout.contents.contains(.reach) else { return nil }
            let field = layout.reach
            return block(field.family, field.count, Int(field.routesStart), Int(field.end))
        }
    }

    /// The end of the routes a peer sends when the session begins (RFC 4724 §2): an UPDATE with nothing in it, or with nothing but an
    /// empty MP_UNREACH_NLRI.
    public var endOfRIB: AddressFamily? {
        guard layout.withdrawnCount == 0, layout.nlriCount == 0 else { return nil }
        if layout.contents.isEmpty { return .ipv4Unicast }
        return layout.contents == .unreach && layout.unreach.count == 0 ? layout.unreach.family : nil
    }

    /// Families of routes that were passed over, because they were not negotiated.
    public var ignoredFamilies: [AddressFamily] {
        var families: [AddressFamily] = []
        if layout.contents.contains(.ignoredIPv4) { families.append(.ipv4Unicast) }
        if layout.contents.contains(.ignoredReach) { families.append(layout.reach.family) }
        if layout.contents.contains(.ignoredUnreach) { families.append(layout.unreach.family) }
        return families
    }

    @inlinable
    func block(_ family: AddressFamily, _ count: UInt16, _ start: Int, _ end: Int) -> NLRIBlock {
        NLRIBlock(
            family: family, count: Int(count), hasPathIDs: addPath.contains(family),
            octets: octets[(octets.startIndex &+ start)..<(octets.startIndex &+ end)])
    }

    @inlinable
    func slice(_ start: Int, _ end: Int) -> ArraySlice<UInt8> { octets[(octets.startIndex &+ start)..<(octets.startIndex &+ end)] }
}
