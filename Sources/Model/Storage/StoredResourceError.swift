/// A value in the datastore that is no resource.
public struct StoredResourceError: Error, Hashable, Sendable {
    public let key: String
    public let reason: String

    public init(key: String, reason: String) {
        self.key = key
        self.reason = reason
    }
}

extension StoredResourceError: CustomStringConvertible {
    public var description: String { "the value under \(key) cannot be read: \(reason)" }
}
