/// Which service accounts pods must run as: one of the names, and matched by the selector.
public struct ServiceAccountMatchFields: Fields {
    public static let schema = Schema(ServiceAccountMatchFields())

    public let names: Field<[String]> = .list(
        "names", of: TextRule("a service account's name", longest: 253, Name.isSubdomain), doc: "Names of service accounts; absent: any.")
    public let selector = Field.selector("selector", doc: "Selects service accounts by their labels; absent: any.")
}
