public import Addresses

/// How many routes of one owner and family were in the kernel at the start.
public struct FoundCount: Hashable, Sendable {
    public var owner: RouteOwner
    public var family: IPAddress.Family
    public var count: Int

    public init(owner: RouteOwner, family: IPAddress.Family, count: Int) {
        self.owner = owner
        self.family = family
        self.count = count
    }
}
