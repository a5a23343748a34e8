/// Which peers of a group had a route of a destination before it changed; it tells who needs a withdrawal.
struct PreviousHolders: Hashable, Sendable {
    let value: UInt32

    /// Every peer but the one the route was from.
    init(allBut source: UInt32) { value = source }

    private init(value: UInt32) { self.value = value }

    /// No peer had any.
    static let none = PreviousHolders(value: 0xffff_fffe)
    /// Peers are at different points: any may have one.
    static let unknown = PreviousHolders(value: 0xffff_fffd)
}
