internal import Addresses
internal import JSON

extension CrossFieldRule<RuleFields> {
    private static let ends = ["source", "destination"]

    /// Numbers of ports mean something to TCP, UDP and SCTP only; a named port brings its protocol along.
    static let portsNeedProtocol = CrossFieldRule { rule, inspection in
        let number = rule.protocol
        if let number, number.hasPorts { return }
        for end in ends {
            guard let entity = rule.object[end]?.object else { continue }
            for list in ["ports", "notPorts"] {
                guard let ports = entity[list], case .array(let elements) = ports else { continue }
                if let number {
                    inspection.refuse(
                        ports, "must not be set: protocol \(number.json.text) has no ports, TCP, UDP and SCTP have",
                        at: [.member(end), .member(list)])
                } else if elements.contains(where: { Port(json: $0)?.numbers != nil }) {
                    let words = "needs protocol TCP, UDP or SCTP in the rule; without a protocol only names of ports are allowed"
                    inspection.refuse(ports, words, at: [.member(end), .member(list)])
                }
            }
        }
    }

    /// The endpoints of a service have ports already.
    static let noPortsWithServices = CrossFieldRule { rule, inspection in
        guard let destination = rule.object["destination"]?.object, destination["services"] != nil else { return }
        for list in ["ports", "notPorts"] where destination[list] != nil {
            inspection.refuse(destination[list], "must not be set together with services", at: [.member("destination"), .member(list)])
        }
    }

    static let icmpNeedsProtocol = CrossFieldRule("icmp", "needs protocol ICMP or ICMPv6 in the rule") { rule in
        guard rule.object["icmp"] != nil else { return true }
        return rule.protocol?.value == 1 || rule.protocol?.value == 58
    }

    static let icmpFamily = CrossFieldRule { rule, inspection in
        guard let family = rule.ipVersion else { return }
        for number in [rule.protocol, rule.notProtocol] {
            let needed: IPAddress.Family? =
                switch number?.value {
                case 1?: .v4
                case 58?: .v6
                default: nil
                }
            guard let needed, needed != family else { continue }
            let words = "must be \(needed.rawValue) or absent: \(needed == .v4 ? "ICMP belongs to IPv4" : "ICMPv6 belongs to IPv6")"
            return inspection.refuse(rule.object["ipVersion"], words, at: [.member("ipVersion")])
        }
    }

    /// All prefixes of a rule, and its ipVersion, are of one family.
    static let oneFamily = CrossFieldRule { rule, inspection in
        let given = rule.ipVersion
        var family = given
        for end in ends {
            guard let entity = rule.object[end]?.object else { continue }
            for list in ["nets", "notNets"] {
                guard case .array(let nets)? = entity[list] else { continue }
                for (index, net) in nets.enumerated() {
                    let its: IPAddress.Family = net.string?.utf8.contains(UInt8(ascii: ":")) == true ? .v6 : .v4
                    guard let expected = family, its != expected else {
                        family = its
                        continue
                    }
                    let reason = given == nil ? "the rule has IPv\(expected.rawValue) prefixes before it" : "ipVersion is \(expected.rawValue)"
                    let words = "is IPv\(its.rawValue), but \(reason); write one rule for each family"
                    inspection.refuse(net, words, at: [.member(end), .member(list), .element(index)])
                    break
                }
            }
        }
    }

    static let httpOnlyInAllow = CrossFieldRule("http", "is allowed only where action is Allow") {
        $0.object["http"] == nil || $0.action == .allow
    }

    static let httpOverTCP = CrossFieldRule("http", "needs protocol TCP, or none, in the rule") {
        $0.object["http"] == nil || $0.protocol.map { $0.value == 6 } ?? true
    }
}
