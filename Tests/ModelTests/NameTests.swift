import Model
import Testing

@Suite struct NameTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: NameRule
        let right: [String]
        let wrong: [String]
        var testDescription: String { "\(rule)" }
    }

    private static let long = String(repeating: "a", count: 63)
    private static let longest = [long, long, long, String(repeating: "a", count: 61)].joined(separator: ".")

    @Test(arguments: [
        Row(
            rule: .subdomain, right: ["a", "0", "node-1", "a.b", "kns.default", "1.2.3.4", long + long, longest],
            wrong: ["", "A", "a_b", "-a", "a-", ".a", "a.", "a..b", "a.-b", "a b", "ä", "a/b", "a\u{0}", longest + "a"]),
        Row(rule: .label, right: ["a", "kube-admin", "0a", long], wrong: ["", "a.b", "A", "-a", "a-", long + "a", "a_b"]),
        Row(
            rule: .policy(isNamespaced: true), right: ["allow-web", "platform.allow-web", "knp.default.a.b.c", "ossg.default.x", long + "." + long],
            wrong: ["", "a.b.c", "Allow", ".a", "a.", long + "a", "knp.default.", "knp.default.A", "ossg.default._"]),
        Row(rule: .policy(isNamespaced: false), right: ["deny", "platform.deny"], wrong: ["knp.default.a", "a.b.c", "deny_all", ""]),
        Row(rule: .only("default"), right: ["default"], wrong: ["Default", "node.n1", ""]),
        Row(rule: .defaultOrNode, right: ["default", "node.n1", "node.n1.example.org"], wrong: ["", "node.", "node.N1", "n1", "defaults", "node"]),
    ])
    func rules(_ row: Row) {
        for name in row.right { #expect(row.rule.fault(in: name) == nil, "\(name)") }
        for name in row.wrong { #expect(row.rule.fault(in: name)?.hasPrefix("must be") == true, "\(name)") }
    }

    @Test(arguments: ["app", "k8s-app", "projectcalico.org/tier", "a.b/C_d.e-f", "A", "0", long, "example.org/" + long])
    func labelNames(_ name: String) { #expect(Name.qualifiedNameFault(name) == nil) }

    @Test(arguments: ["", "/", "a/", "/a", "a/b/c", "-a", "a-", "Example.org/a", "a b", "ä", long + "a", "exa_mple/a"])
    func wrongLabelNames(_ name: String) { #expect(Name.qualifiedNameFault(name) != nil) }

    @Test func labelValues() {
        for value in ["", "a", "A.b_c-d", "0", Self.long] { #expect(Name.isLabelValue(value), "\(value)") }
        for value in ["-a", "a-", "a b", "ä", "a/b", Self.long + "a"] { #expect(!Name.isLabelValue(value), "\(value)") }
    }

    @Test func interfaces() {
        for name in ["eth0", "cali_1.2-3", "123456789012345"] {
            #expect(Name.isInterface(name))
            #expect(Name.isInterfacePattern(name))
        }
        #expect(Name.isInterfacePattern("*.calico") && !Name.isInterface("*.calico"))
        for name in ["", "1234567890123456", "a b", "a/b", "é"] {
            #expect(!Name.isInterface(name))
            #expect(!Name.isInterfacePattern(name))
        }
    }
}
