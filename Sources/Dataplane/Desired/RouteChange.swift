public import Addresses

/// What an owner wants from now on for one prefix; it replaces what the owner wanted before.
public struct RouteChange: Hashable, Sendable {
    public var owner: RouteOwner
    public var prefix: IPPrefix
    /// nil: no route. Its prefix is that of the change.
    public var route: DesiredRoute?

    public init(owner: RouteOwner, prefix: IPPrefix, route: DesiredRoute?) {
        self.owner = owner
        self.prefix = prefix
        self.route = route
    }

    /// The owner wants this route.
    public init(_ owner: RouteOwner, _ route: DesiredRoute) {
        self.init(owner: owner, prefix: route.prefix, route: route)
    }
}
