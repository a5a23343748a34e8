public import KeyValue
public import Model

/// Why the store did not do what was asked.
public enum StoreError: Error, Hashable, Sendable {
    case notFound(ResourceIdentity)
    case alreadyExists(ResourceIdentity)
    /// Somebody else changed the resource; both versions are resource versions.
    case conflict(ResourceIdentity, given: String, current: String)
    case invalid(ResourceIdentity, [Violation])
    /// A rule about this resource forbids it.
    case refused(ResourceIdentity, String)
    /// A stored value is no resource.
    case unreadable(StoredResourceError)
    /// The watch is too far behind: list anew.
    case compacted(oldest: Int64)
    case datastore(KeyValueError)

    init(_ error: KeyValueError) {
        if case .compacted(let oldest) = error { self = .compacted(oldest: oldest) } else { self = .datastore(error) }
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let identity): "resource does not exist: \(identity)"
        case .alreadyExists(let identity): "resource already exists: \(identity)"
        case .conflict(let identity, let given, let current):
            "update conflict: \(identity) is at resourceVersion \(current) by now, the change was made to \(given); get it again and repeat the change"
        case .invalid(let identity, let violations):
            "\(identity) is not valid: " + violations.map(\.description).joined(separator: "; ")
        case .refused(let identity, let reason): "\(identity): \(reason)"
        case .unreadable(let error): error.description
        case .compacted(let oldest): "the changes asked for are no longer kept (oldest: \(oldest)); list anew and watch from there"
        case .datastore(let error): error.description
        }
    }
}
