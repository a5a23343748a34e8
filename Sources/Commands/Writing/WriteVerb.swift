internal import Model
internal import Store

/// What is done with resources that somebody wrote.
enum WriteVerb: String, Sendable {
    case create, apply, replace, delete, validate

    /// "created".
    var past: String {
        switch self {
        case .create: "created"
        case .apply: "applied"
        case .replace: "replaced"
        case .delete: "deleted"
        case .validate: "validated"
        }
    }

    /// What is sent to the store; nil where nothing is.
    func request(_ resource: AnyResource) -> WriteRequest? {
        switch self {
        case .create: .create(resource)
        case .apply: .apply(resource)
        case .replace: .update(resource)
        case .delete: .delete(resource.identity, resourceVersion: resource.metadata.resourceVersion)
        case .validate: nil
        }
    }

    /// Why a kind's resources get no labels or annotations; nil when they do.
    static func labelRefusal(of kind: Kind) -> String? {
        switch kind.storage {
        case .resource, .policy: nil
        default: "the datastore keeps no labels and annotations of a \(kind.name)"
        }
    }

    /// Why the verb does not do this to a kind; nil when it does.
    static func refusal(_ verb: String, of kind: Kind) -> String? {
        guard kind == ClusterInformationKind.kind else { return nil }
        return "operation \(verb) is not supported on ClusterInformation: resource is read-only, calico-node writes it"
    }
}
