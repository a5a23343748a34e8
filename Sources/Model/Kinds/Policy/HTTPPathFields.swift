/// A path of HTTP requests, whole or its beginning.
public struct HTTPPathFields: Fields {
    public static let schema = Schema(
        HTTPPathFields(),
        [
            CrossFieldRule(nil, "needs exact or prefix") { $0.exact != nil || $0.prefix != nil },
            CrossFieldRule("prefix", "must not be set together with exact") { $0.exact == nil || $0.prefix == nil },
        ])

    public let exact = Field.text("exact", form: form, longest: 1024, isPath, doc: "The whole path, without query and fragment.")
    public let prefix = Field.text("prefix", form: form, longest: 1024, isPath, doc: "What the path begins with.")

    private static let form = "a path that begins with / and has no ?, # or space"

    /// RFC 3986 §3.3, as far as it matters: nothing of a query or a fragment.
    @Sendable private static func isPath(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "/") && !text.utf8.contains { [UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: " ")].contains($0) }
    }
}
