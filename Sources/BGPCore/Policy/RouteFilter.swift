/// Rules in order; the first whose conditions all hold decides, none means the next filter is asked.
public struct RouteFilter: Hashable, Sendable {
    public var name: String
    public var rules: [FilterRule]

    public init(name: String, rules: [FilterRule]) {
        self.name = name
        self.rules = rules
    }
}
