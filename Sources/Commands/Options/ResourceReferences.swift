internal import Model

/// The resources that words on the command line name: `KIND NAME...`, `KIND,KIND...` or `KIND/NAME...`.
struct ResourceReferences: Hashable, Sendable {
    enum Reference: Hashable, Sendable {
        case named(Kind, String)
        /// All resources of a kind.
        case every(Kind)
    }

    let references: [Reference]
    /// Whether "all" was written: kinds that do not fit the namespace options are meant as well.
    let isEverything: Bool

    init(_ words: [String]) throws(CommandFailure) {
        guard let first = words.first else { throw CommandFailure("name a kind of resource, such as ippool, or files with -f", status: .usage) }
        isEverything = first == "all"
        var references: [Reference] = []
        if words.contains(where: { $0.contains("/") }) {
            for word in words { references.append(try Self.pair(word)) }
        } else {
            let kinds = isEverything ? KindCatalog.all : try Self.kinds(first)
            let names = words.dropFirst()
            if names.contains("") { throw CommandFailure("resource name may not be empty", status: .usage) }
            if !names.isEmpty, kinds.count > 1 {
                throw CommandFailure("names belong to one kind; write KIND/NAME for resources of several kinds", status: .usage)
            }
            for kind in kinds { references += names.isEmpty ? [.every(kind)] : names.map { .named(kind, $0) } }
        }
        self.references = references
    }

    private static func pair(_ word: String) throws(CommandFailure) -> Reference {
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw CommandFailure("\"\(word)\" is not of the form KIND/NAME, as the others are", status: .usage)
        }
        return .named(try kind(String(parts[0])), String(parts[1]))
    }

    private static func kinds(_ word: String) throws(CommandFailure) -> [Kind] {
        var kinds: [Kind] = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false) { kinds.append(try kind(String(part))) }
        return kinds
    }

    /// The kind that a word stands for.
    static func kind(_ word: String) throws(CommandFailure) -> Kind {
        if let kind = KindCatalog.kind(word) { return kind }
        let hint = KindCatalog.nearest(to: word).map { "is \($0) meant?" } ?? "known are \(KindCatalog.all.map(\.plural).joined(separator: ", "))"
        throw CommandFailure("resource type '\(word)' is not supported; \(hint)")
    }

    /// The one resource that is named.
    func only() throws(CommandFailure) -> (kind: Kind, name: String) {
        guard references.count == 1, case .named(let kind, let name) = references[0] else {
            throw CommandFailure("name one resource: KIND NAME", status: .usage)
        }
        return (kind, name)
    }
}

extension NamespaceRule {
    /// The resource of a name.
    func identity(_ kind: Kind, _ name: String) throws(CommandFailure) -> ResourceIdentity {
        if self == .all, kind.isNamespaced { throw CommandFailure("cannot use --all-namespaces flag for getting a single resource") }
        var metadata = Metadata()
        metadata.name = name
        var resource = AnyResource(kind, metadata)
        if let fault = settle(&resource) { throw CommandFailure(fault) }
        return resource.identity
    }
}
