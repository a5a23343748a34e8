/// Which communities a route must have.
public struct BGPFilterCommunityFields: Fields {
    public static let schema = Schema(BGPFilterCommunityFields())

    public let values: Field<[Community]> = .list(
        "values", .required, of: ParsedRule<Community>.community, count: 1...1,
        doc: "One community, such as 64512:120, or a large one, such as 64512:120:33.")
}
