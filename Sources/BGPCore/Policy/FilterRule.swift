/// One rule of a ``RouteFilter``.
public struct FilterRule: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        case reject
        /// Accepted, after the operations in order.
        case accept([FilterOperation])
    }

    public var conditions: [FilterCondition]
    public var action: Action

    public init(_ conditions: [FilterCondition], _ action: Action) {
        self.conditions = conditions
        self.action = action
    }
}
