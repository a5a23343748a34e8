public import Addresses

extension IPPrefix {
    /// The prefix as a part of a resource's name: "10-65-0-0-26", "fd00-10-244---122".
    public var resourceName: String {
        String(decoding: description.utf8.map { Self.separators.contains($0) ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    }

    /// The network that ``resourceName`` names; nil for other texts.
    public init?(resourceName: Substring) {
        let parts = resourceName.split(separator: "-", omittingEmptySubsequences: false)
        guard let length = parts.last, parts.count > 2 else { return nil }
        let separator = parts.count == 5 && parts.allSatisfy { !$0.isEmpty } ? "." : ":"
        guard let prefix = IPPrefix(parts.dropLast().joined(separator: separator) + "/" + length), prefix.isNetwork else { return nil }
        guard prefix.resourceName == resourceName else { return nil }
        self = prefix
    }

    private static let separators: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/")]
}
