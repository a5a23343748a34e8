internal import JSON

/// One change of a route: exactly one of the fields is set.
public struct BGPFilterOperationFields: Fields {
    public static let schema = Schema(
        BGPFilterOperationFields(),
        [
            CrossFieldRule(nil, "needs exactly one of addCommunity, prependASPath and setPriority") { operation in
                [operation.object["addCommunity"], operation.object["prependASPath"], operation.object["setPriority"]].count { $0 != nil } == 1
            }
        ])

    public let addCommunity: Field<Object<AddCommunityFields>> = .object("addCommunity", doc: "Adds a community to the route.")
    public let prependASPath: Field<Object<PrependASPathFields>> = .object("prependASPath", doc: "Puts AS numbers before the route's path.")
    public let setPriority: Field<Object<SetPriorityFields>> = .object("setPriority", doc: "Sets the route's priority.")
}

/// What ``BGPFilterOperationFields/addCommunity`` adds.
public struct AddCommunityFields: Fields {
    public static let schema = Schema(AddCommunityFields())

    public let value = Field<Community>(
        "value", ParsedRule<Community>.community, [.required], "The community, such as 64512:120, or a large one, such as 64512:120:33.")
}

/// What ``BGPFilterOperationFields/prependASPath`` puts before the path.
public struct PrependASPathFields: Fields {
    public static let schema = Schema(PrependASPathFields())

    public let prefix: Field<[ASNumber]> = .list(
        "prefix", .required, of: ParsedRule<ASNumber>.asNumber(allowsZero: false), count: 1...10,
        doc: "The AS numbers; the first of them becomes the first of the path.")
}

/// What ``BGPFilterOperationFields/setPriority`` sets.
public struct SetPriorityFields: Fields {
    public static let schema = Schema(SetPriorityFields())

    public let value = Field.integer(
        "value", .required, in: BGPFilterRuleFields.priorities, doc: "The priority, as in the route priorities of the configurations.")
}
