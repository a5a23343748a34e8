internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Model

/// The communities of a prefix (prefixAdvertisements of a BGPConfiguration).
struct PrefixCommunities: Hashable, Sendable {
    let prefix: IPPrefix
    /// In the order of their texts, each once.
    let operations: [FilterOperation]

    /// Those of a configuration, without the ones that have no effect, and what people should know.
    static func read(_ spec: Object<BGPConfigurationSpec>, subject: String) -> ([PrefixCommunities], [PlanRemark]) {
        guard let entries = spec.prefixAdvertisements else { return ([], []) }
        var named: [String: Model.Community] = [:]
        for entry in spec.communities ?? [] {
            if let name = entry.name, let value = entry.value { named[name] = value }
        }
        var (read, remarks): ([PrefixCommunities], [PlanRemark]) = ([], [])
        for entry in entries {
            guard let prefix = entry.cidr?.prefix.network else {
                remarks.append(PlanRemark(subject: subject, words: "a prefixAdvertisements entry has no cidr; it is left out"))
                continue
            }
            var found: [String: Model.Community] = [:]
            for word in entry.communities ?? [] {
                if let community = Model.Community(word) ?? named[word] {
                    found[community.text] = community
                } else {
                    remarks.append(
                        PlanRemark(subject: subject, words: "\(word), for \(prefix), is no community and no name of one; it is left out"))
                }
            }
            guard !found.isEmpty else { continue }
            let operations = found.sorted { $0.key < $1.key }.map { FilterOperation(adding: $0.value) }
            read.append(PrefixCommunities(prefix: prefix, operations: operations))
        }
        return (read, remarks)
    }
}

extension Model.Community {
    var text: String {
        switch self {
        case .standard(let first, let second): "\(first):\(second)"
        case .large(let global, let first, let second): "\(global):\(first):\(second)"
        }
    }
}

extension FilterOperation {
    init(adding community: Model.Community) {
        switch community {
        case .standard(let first, let second): self = .addCommunity(BGPWire.Community(first, second))
        case .large(let global, let first, let second): self = .addLargeCommunity(LargeCommunity(global, first, second))
        }
    }
}

extension FilterCondition {
    init(having community: Model.Community) {
        switch community {
        case .standard(let first, let second): self = .community(BGPWire.Community(first, second))
        case .large(let global, let first, let second): self = .largeCommunity(LargeCommunity(global, first, second))
        }
    }
}
