internal import Model

/// In which namespace a resource is meant, given the resource and the command line.
enum NamespaceRule: Hashable, Sendable {
    /// That of the resource, else "default".
    case own
    /// `-n`: that of the resource must be the same.
    case only(String)
    /// `-A`: lists cover every namespace.
    case all

    /// - Parameters:
    ///   - namespace: `-n`; empty: not given.
    ///   - all: `-A`.
    init(namespace: String?, all: Bool = false) throws(CommandFailure) {
        let namespace = namespace.flatMap { $0.isEmpty ? nil : $0 }
        if all, namespace != nil { throw CommandFailure("cannot use both --namespace and --all-namespaces flags at the same time", status: .usage) }
        self = all ? .all : namespace.map { .only($0) } ?? .own
    }

    /// Whether tables show the namespace.
    var isShown: Bool { self != .own }

    /// Gives a resource its namespace.
    /// - Returns: What is wrong; nil when nothing is.
    func settle(_ resource: inout AnyResource) -> String? {
        let given = resource.metadata.namespace.flatMap { $0.isEmpty ? nil : $0 }
        guard resource.kind.isNamespaced else {
            if let given {
                return
                    "namespace should not be specified for a non-namespaced resource. \(resource.kind.name) is not a namespaced resource (namespace is \(given))"
            }
            return self == .own ? nil : "\(resource.kind.name) is not namespaced"
        }
        switch (self, given) {
        case (.only(let wanted), let given?) where wanted != given:
            return "resource namespace does not match client namespace. \(given) != \(wanted)"
        case (.only(let wanted), _): resource.metadata.namespace = wanted
        case (.own, let given), (.all, let given): resource.metadata.namespace = given ?? Kind.defaultNamespace
        }
        return nil
    }

    /// The namespace that a list of a kind covers; nil: all of them, or the kind has none.
    func listed(_ kind: Kind) throws(CommandFailure) -> String? {
        guard kind.isNamespaced else {
            if self != .own { throw CommandFailure("\(kind.name) is not namespaced") }
            return nil
        }
        return switch self {
        case .own: Kind.defaultNamespace
        case .only(let namespace): namespace
        case .all: nil
        }
    }
}
