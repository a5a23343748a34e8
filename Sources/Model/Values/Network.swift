public import Addresses
public import JSON

/// A prefix or a single address: "198.51.100.0/24", "203.0.113.7".
public struct Network: Hashable, Sendable, FieldValue {
    /// /32 or /128 for a single address; the host part is as written.
    public let prefix: IPPrefix

    public init(_ prefix: IPPrefix) { self.prefix = prefix }

    public init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        if let prefix = IPPrefix(text) {
            self.prefix = prefix
        } else if let address = IPAddress(text) {
            prefix = IPPrefix(host: address)
        } else {
            return nil
        }
    }

    public var json: JSONValue {
        .string(prefix.length == prefix.family.bits ? prefix.address.description : prefix.description)
    }
}
