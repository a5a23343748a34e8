internal import Addresses
internal import BGPCore
internal import BGPWire
internal import JSON
internal import Model

/// Translates the rules of one BGPFilter.
///
/// A rule that cannot be read is left out as a whole, with a remark: without the condition that is wrong it would decide about too many routes.
struct FilterTranslator {
    private let name: String
    private(set) var remarks: [PlanRemark] = []

    init(_ name: String) { self.name = name }

    mutating func filter(_ rules: [Object<BGPFilterRuleV4Fields>]?, _ list: String) -> RouteFilter? {
        filter((rules ?? []).map { RuleParts($0) }, list)
    }

    mutating func filter(_ rules: [Object<BGPFilterRuleV6Fields>]?, _ list: String) -> RouteFilter? {
        filter((rules ?? []).map { RuleParts($0) }, list)
    }

    private mutating func filter(_ rules: [RuleParts], _ list: String) -> RouteFilter? {
        var translated: [FilterRule] = []
        for (place, parts) in rules.enumerated() {
            do throws(RuleFault) {
                if let rule = try parts.rule() { translated.append(rule) }
            } catch {
                let words = "rule \(place + 1) of \(list) cannot be read (\(error.words)); the rule is left out"
                remarks.append(PlanRemark(subject: "BGPFilter(\(name))", words: words))
            }
        }
        return translated.isEmpty ? nil : RouteFilter(name: name, rules: translated)
    }
}

/// What is wrong with a rule.
struct RuleFault: Error {
    let words: String

    init(_ words: String) { self.words = words }
}
