/// A route that this node tells its peers as its own.
struct LocalRoute: Hashable, Sendable {
    var localPreference: UInt32
    /// Where its packets go, for filters that ask.
    var interface: String?
}
