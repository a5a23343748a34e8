public import Addresses

/// What a ``RouteProgrammer`` has in hand.
public struct RouteStatus: Hashable, Sendable {
    /// Routes of one owner and family.
    public struct Count: Hashable, Sendable {
        public var owner: RouteOwner
        public var family: IPAddress.Family
        /// Asked for.
        public var desired: Int
        /// In the kernel, those that nobody asked for included.
        public var installed: Int
        /// Found in the kernel at the start, or made by somebody else since, and not asked for.
        public var unclaimed: Int

        public init(owner: RouteOwner, family: IPAddress.Family, desired: Int = 0, installed: Int = 0, unclaimed: Int = 0) {
            self.owner = owner
            self.family = family
            self.desired = desired
            self.installed = installed
            self.unclaimed = unclaimed
        }
    }

    /// A route that was asked for and is not, or not as asked for, in the kernel.
    public struct Pending: Hashable, Sendable {
        public var owner: RouteOwner
        public var prefix: IPPrefix
        /// Why, for people.
        public var words: String

        public init(owner: RouteOwner, prefix: IPPrefix, words: String) {
            self.owner = owner
            self.prefix = prefix
            self.words = words
        }
    }

    public var counts: [Count] = []
    /// At most ``RouteStatus/listed`` of them, in order.
    public var pending: [Pending] = []
    /// All that are pending.
    public var pendingCount = 0
    /// The next hops that are asked for, and whether each can be reached.
    public var nextHops: [IPAddress: Bool] = [:]
    /// Since the start: routes put back after somebody removed or changed them.
    public var repaired = 0
    /// Since the start: requests that the kernel refused.
    public var refused = 0
    /// Since the start: times that the kernel dropped events.
    public var overruns = 0
    /// Since the start: audits that came to their end.
    public var audits = 0
    /// Since the start: RTM_NEWROUTE and RTM_DELROUTE requests sent.
    public var requests = 0

    /// The most pending routes that are listed.
    public static let listed = 1000

    public init() {}

    public func count(_ owner: RouteOwner, _ family: IPAddress.Family) -> Count {
        counts.first { $0.owner == owner && $0.family == family } ?? Count(owner: owner, family: family)
    }
}
