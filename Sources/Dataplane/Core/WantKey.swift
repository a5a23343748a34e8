/// What an owner can want one route for.
struct WantKey: Hashable, Sendable, Place {
    let prefix: CompactPrefix
    let owner: RouteOwner

    init(_ prefix: CompactPrefix, _ owner: RouteOwner) {
        self.prefix = prefix
        self.owner = owner
    }

    func mixed(with secret: UInt64) -> UInt64 { prefix.mixed(with: secret, UInt32(owner.rawValue)) }

    /// The same prefix for the other owner.
    var other: WantKey { WantKey(prefix, owner == .pods ? .bgp : .pods) }
}
