internal import Addresses
internal import JSON
internal import KeyValue
internal import Model

/// Rules between resources: what else must be in the store, or must not, for a write to be allowed.
///
/// What can be said as a condition on a key goes into the write's own transaction; what needs a look at many resources is read before,
/// once for a chunk of requests.
struct GuardReader {
    private let datastore: Datastore

    init(_ datastore: Datastore) { self.datastore = datastore }

    /// Reads what the rules of these requests need.
    func read(_ requests: [WriteRequest]) async throws(StoreError) -> Answers {
        var answers = Answers()
        if requests.contains(where: { $0.identity.kind == IPPoolKind.kind && $0.resource != nil }) {
            answers.pools = try await datastore.list(ResourceSelection(IPPoolKind.kind)).items.compactMap { IPPool($0) }
        }
        let tiers = requests.compactMap { $0.resource == nil && $0.identity.kind == TierKind.kind ? $0.identity.name : nil }
        if !tiers.isEmpty {
            for kind in Self.tiered {
                for policy in try await datastore.list(ResourceSelection(kind)).items {
                    answers.policiesInTier[policy.spec["tier"]?.string ?? PolicyNames.defaultTier, default: []].append(policy.identity)
                }
            }
        }
        return answers
    }

    /// The kinds of policies that stand in tiers.
    static let tiered = [
        NetworkPolicyKind.kind, GlobalNetworkPolicyKind.kind, StagedNetworkPolicyKind.kind, StagedGlobalNetworkPolicyKind.kind,
    ]

    struct Answers: Sendable {
        var pools: [IPPool] = []
        var policiesInTier: [String: [ResourceIdentity]] = [:]

        /// - Parameter current: What is stored; nil for a creation.
        mutating func guards(for resource: AnyResource, replacing current: AnyResource?) throws(StoreError) -> [WritePlan.Guard] {
            if current == nil, let pool = IPPool(resource) { try keepApart(pool) }
            if current == nil, GuardReader.tiered.contains(resource.kind), let tier = resource.spec["tier"]?.string, tier != PolicyNames.defaultTier {
                let key = Key(ResourceKey.key(TierKind.kind, namespace: nil, storedName: tier))
                return [WritePlan.Guard(compare: KeyValueCompare(key, .exists), refusal: "tier \(tier) does not exist; create the tier first")]
            }
            guard let peer = BGPPeer(resource) else { return [] }
            return (peer.spec.filters ?? []).map { name in
                let key = Key(ResourceKey.key(BGPFilterKind.kind, namespace: nil, storedName: name))
                return WritePlan.Guard(compare: KeyValueCompare(key, .exists), refusal: "BGPFilter \(name) does not exist; create the filter first")
            }
        }

        func guards(deleting resource: AnyResource) throws(StoreError) -> [WritePlan.Guard] {
            guard resource.kind == TierKind.kind else { return [] }
            if BuiltInTier(rawValue: resource.name) != nil { throw .refused(resource.identity, "it is built in and cannot be deleted") }
            let users = policiesInTier[resource.name] ?? []
            guard let first = users.first else { return [] }
            let others = users.count == 1 ? "" : " and \(users.count - 1) more"
            throw .refused(resource.identity, "it has policies, \(first)\(others); delete them first")
        }

        /// A new pool overlaps none that is there, and none that was planned before it.
        private mutating func keepApart(_ pool: IPPool) throws(StoreError) {
            guard let cidr = pool.spec.cidr else { return }
            if let other = pools.first(where: { $0.name != pool.name && $0.spec.cidr?.overlaps(cidr) == true }) {
                let range = other.spec.cidr.map { " (\($0))" } ?? ""
                throw .refused(pool.untyped.identity, "\(cidr) overlaps IPPool \(other.name)\(range); pools must be apart")
            }
            pools.append(pool)
        }
    }
}
