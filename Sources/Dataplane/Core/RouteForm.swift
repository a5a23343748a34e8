/// Where a route goes, in eight octets: equal numbers, equal way.
struct RouteForm: Hashable, Sendable {
    enum Kind: UInt8 {
        case blackhole
        /// The number is an interface's index.
        case link
        /// The number is that of a set in ``HopSets``.
        case hops
        /// Nothing that is made here.
        case strange
    }

    let kind: Kind
    let number: UInt32

    static let blackhole = RouteForm(kind: .blackhole, number: 0)
    static let strange = RouteForm(kind: .strange, number: 0)
    static func link(_ index: Int32) -> RouteForm { RouteForm(kind: .link, number: UInt32(bitPattern: index)) }

    /// Whether both certainly go the same way.
    func isSame(as other: RouteForm) -> Bool { self == other && kind != .strange }
}
