public import Addresses
internal import JSON

/// What one end of a connection must be for a rule to match: everything that is given must hold.
public struct EntityRuleFields: Fields {
    public static let schema = Schema(EntityRuleFields(), [.servicesAlone])

    public let nets: Field<[IPPrefix]> = .list(
        "nets", of: ParsedRule<IPPrefix>.prefix(nil), count: 0...256,
        doc: "Prefixes that the address lies in one of; all of one family. Absent: any address.")
    public let selector = Field.selector("selector", doc: "Selects endpoints and network sets by their labels; absent: no condition.")
    public let namespaceSelector = Field.selector(
        "namespaceSelector", allowsGlobal: true,
        doc: """
            Selects the namespaces of the endpoints and network sets; global() selects those that belong to none. \
            Absent: in a policy with a namespace that one where a selector or service accounts are given, otherwise no condition.
            """)
    public let services: Field<Object<ServiceMatchFields>> = .object(
        "services", doc: "A Kubernetes service whose endpoints match; only in the source of ingress rules and the destination of egress rules.")
    public let ports: Field<[Port]> = .ports(
        "ports", count: 0...50, doc: "Ports, ranges such as 1000:2000, and names of ports of which one must match; absent: any.")
    public let notNets: Field<[IPPrefix]> = .list(
        "notNets", of: ParsedRule<IPPrefix>.partOfFamily, count: 0...256, doc: "Prefixes that the address lies in none of.")
    public let notSelector = Field.selector("notSelector", doc: "Selects endpoints and network sets that do not match.")
    public let notPorts: Field<[Port]> = .ports("notPorts", count: 0...50, doc: "Ports, ranges and names of ports of which none may match.")
    public let serviceAccounts: Field<Object<ServiceAccountMatchFields>> = .object(
        "serviceAccounts", doc: "Service accounts that the pods run as; absent: no condition.")
}

extension CrossFieldRule<EntityRuleFields> {
    /// A service stands for addresses and ports of its own.
    fileprivate static let servicesAlone = CrossFieldRule { end, inspection in
        guard end.object["services"] != nil else { return }
        for name in ["nets", "selector", "namespaceSelector", "notNets", "notSelector", "serviceAccounts"] where end.object[name] != nil {
            inspection.refuse(end.object[name], "must not be set together with services", at: [.member(name)])
        }
    }
}

extension ParsedRule where Value == IPPrefix {
    /// A prefix that leaves some addresses of its family out: one that does not would make "none of these" match nothing.
    fileprivate static var partOfFamily: Self {
        let words = "a prefix such as 10.65.0.0/16 or fd00:65::/48"
        return Self(words, keepsText: true) { $0.length == 0 ? "must not be the whole family: the rule would match nothing" : nil }
    }
}
