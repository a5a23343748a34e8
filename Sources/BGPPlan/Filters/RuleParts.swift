internal import Addresses
internal import BGPCore
internal import BGPWire
internal import JSON
internal import Model

/// A rule of a BGPFilter, of either family.
struct RuleParts {
    private let family: IPAddress.Family
    private let cidr: IPPrefix?
    private let shortest: Int?
    private let longest: Int?
    private let common: Object<BGPFilterRuleFields>

    init(_ rule: Object<BGPFilterRuleV4Fields>) {
        family = .v4
        cidr = rule.cidr
        shortest = rule.prefixLength?.min
        longest = rule.prefixLength?.max
        common = rule[group: \.common]
    }

    init(_ rule: Object<BGPFilterRuleV6Fields>) {
        family = .v6
        cidr = rule.cidr
        shortest = rule.prefixLength?.min
        longest = rule.prefixLength?.max
        common = rule[group: \.common]
    }

    /// nil for a rule that no route can match.
    func rule() throws(RuleFault) -> FilterRule? {
        var conditions: [FilterCondition] = []
        if let type = try given(common.peerType, "peerType") { conditions.append(.peer(isExternal: type == .external)) }
        switch try prefix() {
        case .any: break
        case .none: return nil
        case .one(let condition): conditions.append(condition)
        }
        if try given(common.source, "source") != nil { conditions.append(.learned) }
        if let pattern = try given(common.interface, "interface") { conditions.append(.interface(pattern)) }
        if let communities = try given(common.communities, "communities") {
            guard let values = communities.values, !values.isEmpty else { throw RuleFault("communities has no values that are communities") }
            conditions += values.map { FilterCondition(having: $0) }
        }
        if let path = try given(common.asPathPrefix, "asPathPrefix") {
            conditions.append(.asPathPrefix(path.map { BGPWire.ASNumber($0.value) }))
        }
        if let priority = try given(common.priority, "priority") {
            conditions.append(.localPreference(try preference(priority, "priority")))
        }
        switch common.action {
        case .accept: return FilterRule(conditions, .accept(try operations()))
        case .reject: return FilterRule(conditions, .reject)
        case nil: throw RuleFault("action is neither Accept nor Reject")
        }
    }

    private enum PrefixPart {
        case any, none
        case one(FilterCondition)
    }

    private func prefix() throws(RuleFault) -> PrefixPart {
        let cidr = try given(self.cidr, "cidr")
        let match = try given(common.matchOperator, "matchOperator")
        guard cidr != nil || match != nil else { return .any }
        guard let cidr, let match else { throw RuleFault("cidr and matchOperator belong together") }
        guard cidr.family == family else { throw RuleFault("cidr \(cidr) is of the other family") }
        let comparison: FilterCondition.Operator =
            switch match {
            case .equal: .equal
            case .notEqual: .notEqual
            case .isIn: .inside
            case .isNotIn: .notInside
            }
        guard common.object["prefixLength"] != nil else { return .one(.prefix(comparison, cidr.network, lengths: nil)) }
        let low = max(cidr.length, shortest ?? 0)
        let high = min(family.bits, longest ?? family.bits)
        // No prefix has such a length.
        guard low <= high else { return match == .equal || match == .isIn ? .none : .any }
        return .one(.prefix(comparison, cidr.network, lengths: low...high))
    }

    private func operations() throws(RuleFault) -> [FilterOperation] {
        var operations: [FilterOperation] = []
        for operation in try given(common.operations, "operations") ?? [] {
            if let community = operation.addCommunity?.value {
                operations.append(FilterOperation(adding: community))
            } else if let numbers = operation.prependASPath?.prefix {
                operations.append(.prependASPath(numbers.map { BGPWire.ASNumber($0.value) }))
            } else if let value = operation.setPriority?.value {
                operations.append(.setLocalPreference(try preference(value, "setPriority")))
            } else {
                throw RuleFault("an operation is none of addCommunity, prependASPath and setPriority")
            }
        }
        return operations
    }

    private func preference(_ priority: Int, _ field: String) throws(RuleFault) -> UInt32 {
        guard let metric = UInt32(exactly: priority), metric > 0, metric < RoutePriority.largest else {
            throw RuleFault("\(field) is \(priority), not 1 to 2147483646")
        }
        return RoutePriority.localPreference(metric)
    }

    /// A field's value; what is there and cannot be read is an error.
    private func given<Value>(_ value: Value?, _ field: String) throws(RuleFault) -> Value? {
        if value == nil, common.object[field] != nil { throw RuleFault("\(field) is not what it may be") }
        return value
    }
}
