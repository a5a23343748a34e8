internal import JSON
internal import Model
internal import Selectors
internal import Store

/// Which resources `get` is to show.
struct ResourceQuery: Sendable {
    enum Question: Hashable, Sendable {
        case one(ResourceIdentity)
        /// - showsEmpty: Whether a list without items is shown.
        case list(Kind, namespace: String?, showsEmpty: Bool)

        var kind: Kind {
            switch self {
            case .one(let identity): identity.kind
            case .list(let kind, namespace: _, showsEmpty: _): kind
            }
        }
    }

    let questions: [Question]
    private let selector: Selector?

    init(_ questions: [Question], selector text: String?) throws(CommandFailure) {
        self.questions = questions
        guard let text else {
            selector = nil
            return
        }
        do throws(SelectorError) { selector = try Selector(parsing: text) } catch { throw CommandFailure("--selector: \(error)", status: .usage) }
        for case .one(let identity) in questions {
            throw CommandFailure("--selector looks through all resources of a kind; leave out the name \(identity.name)", status: .usage)
        }
    }

    /// Whether a resource is one of those that lists show.
    func selects(_ resource: AnyResource) -> Bool { selector?.evaluate(resource.metadata.labels ?? [:]) ?? true }

    /// What is there, and what could not be read.
    ///
    /// - Parameter exports: Leaves out what belongs to this cluster of resources that were named.
    func answers(_ store: any ResourceStore, exports: Bool) async -> (found: [FoundResources], failures: [StoreError]) {
        var found: [FoundResources] = []
        var failures: [StoreError] = []
        for question in questions {
            do throws(StoreError) {
                switch question {
                case .one(let identity):
                    var resource = try await store.get(identity)
                    if exports { resource.metadata = resource.metadata.exported }
                    found.append(.one(resource))
                case .list(let kind, let namespace, let showsEmpty):
                    var list = try await store.list(ResourceSelection(kind, namespace: namespace))
                    failures += list.unreadable.map { .unreadable($0) }
                    if selector != nil { list.items = list.items.filter { selects($0) } }
                    if kind == TierKind.kind { list.items.sortByOrder() }
                    if showsEmpty || !list.items.isEmpty { found.append(.list(kind, list)) }
                }
            } catch { failures.append(error) }
        }
        return (found, failures)
    }
}

extension [AnyResource] {
    /// Tiers as they are evaluated: those without an order last, others as they were.
    fileprivate mutating func sortByOrder() {
        let order = { (tier: AnyResource) in tier.spec["order"].flatMap { Double(json: $0) } ?? .infinity }
        let ranked = enumerated().sorted { (order($0.element), $0.offset) < (order($1.element), $1.offset) }
        self = ranked.map(\.element)
    }
}

extension Metadata {
    /// What is left for another cluster.
    fileprivate var exported: Metadata {
        let left = [
            "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink",
            "managedFields",
        ]
        return Metadata(JSONObject(distinct: object.members.filter { !left.contains($0.key) }))
    }
}

extension Session {
    /// What columns show besides the resource itself.
    func tableContext() async -> TableContext {
        let identity = ResourceIdentity(kind: BGPConfigurationKind.kind, namespace: nil, name: "default")
        do throws(StoreError) {
            guard let number = try await store.get(identity).spec["asNumber"] else { return TableContext() }
            return TableContext(globalASNumber: number.cellText)
        } catch .notFound { return TableContext() } catch { return TableContext(globalASNumber: "unknown") }
    }
}
