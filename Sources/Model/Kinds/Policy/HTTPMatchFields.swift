/// Which HTTP requests a rule matches: one of the methods and one of the paths.
public struct HTTPMatchFields: Fields {
    public static let schema = Schema(HTTPMatchFields())

    public let methods: Field<[String]> = .list(
        "methods", of: TextRule("a method such as GET", longest: 64) { !$0.isEmpty && $0.utf8.allSatisfy(isTokenOctet) }, count: 0...20, isSet: true,
        doc: "Methods, in upper case as on the wire; * is any. Absent: any.")
    public let paths: Field<[Object<HTTPPathFields>]> = .objects("paths", count: 0...20, doc: "Paths, of which one must match; absent: any.")

    /// RFC 9110 §5.6.2.
    @Sendable private static func isTokenOctet(_ octet: UInt8) -> Bool {
        Name.isAlphanumeric(octet) || "!#$%&'*+-.^_`|~".utf8.contains(octet)
    }
}
