/// A prefix of addresses of services.
public struct AdvertisedBlockFields: Fields {
    public static let schema = Schema(AdvertisedBlockFields())

    public let cidr = Field.network("cidr", doc: "The prefix, or one address; absent: the entry has no effect.")
}

/// A name for a community.
public struct NamedCommunityFields: Fields {
    public static let schema = Schema(NamedCommunityFields())

    public let name = Field.text(
        "name", .required, form: "a name of lower-case letters, digits, - and dots", longest: 253, Name.isSubdomain, doc: "The name.")
    public let value = Field<Community>(
        "value", ParsedRule<Community>.community, [.required], "The community, such as 64512:120, or a large one, such as 64512:120:33.")
}

/// The communities of one prefix.
public struct PrefixAdvertisementFields: Fields {
    public static let schema = Schema(PrefixAdvertisementFields())

    public let cidr = Field.network("cidr", .required, doc: "Routes to this prefix and inside it are meant.")
    public let communities: Field<[String]> = .list(
        "communities", .required, of: TextRule("a community or the name of one", longest: 253), count: 1...50,
        doc: "Communities such as 64512:120, large ones such as 64512:120:33, and names that communities defines.")
}
