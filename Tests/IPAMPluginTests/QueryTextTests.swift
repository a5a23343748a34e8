import Addresses
import JSON
import NodeIPAM
import NodeStore
import Slim
import Testing

@testable import IPAMPlugin

@Suite struct QueryTextTests {
    @Test func tablesAreAlignedAndNothingIsCut() {
        var table = TextTable(["NAME", "USED", "NOTE"], numbers: ["USED"])
        table.append(["a-long-name", "7", ""])
        table.append(["b", "12345", "x"])
        #expect(
            table.text == """
                NAME           USED   NOTE
                a-long-name       7   -
                b             12345   x

                """)
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (60, "1m"), (303, "5m3s"), (3600, "1h"), (15_120, "4h12m"), (180_000, "2d2h")] as [(UInt64, String)])
    func agesHaveTwoUnits(_ seconds: UInt64, _ text: String) { #expect(Age.text(seconds) == text) }

    @Test func commandsAreQuotedAndNameAnUnusualStateFolder() throws {
        let key = try AttachmentKey(network: "my net", containerID: "it's", interface: "eth0")
        let usual = try CommandText(StatePaths(configured: nil, environment: nil), program: "calico-ipam")
        #expect(usual.release(key) == #"calico-ipam release --network 'my net' --container 'it'\''s' --interface eth0"#)
        let other = try CommandText(StatePaths(configured: "/tmp/a b", environment: nil), program: "./calico-ipam")
        #expect(other.own("check") == "./calico-ipam check --state-dir '/tmp/a b'")
        #expect(try other.repair(Fixture.key("c")) == "./calico-ipam repair --network net --container c --interface eth0 --state-dir '/tmp/a b'")
    }

    @Test func findingsOfOneRepairShareIt() {
        let findings = ["x", "y"].map { Finding($0, cause: "c", repair: "r") } + [Finding("z", cause: "d", repair: "s")]
        #expect(
            Finding.text(findings, title: "FINDING") == "FINDING  x\nFINDING  y\nCAUSE    c\nREPAIR   r\n\nFINDING  z\nCAUSE    d\nREPAIR   s\n\n")
    }

    @Test func onlyWhatIsSeenTwiceIsAFinding() {
        let first = AuditReport(findings: ["a", "b"].map { Finding($0, cause: "", repair: "") })
        let second = AuditReport(findings: ["b", "c"].map { Finding($0, cause: "", repair: "") }, attachments: 3)
        #expect(first.confirmed(by: second).findings.map(\.what) == ["b"])
        #expect(first.confirmed(by: second).attachments == 3)
    }

    @Test(arguments: [
        ("10.1.0.0/24", "10.1.0.0/24"), ("10.1.0.0/24,fd00::/64", "10.1.0.0/24,fd00::/64"), ("", ""), ("10.1.0.3/24", nil),
        ("10.1.0.0/24,10.2.0.0/24", nil), ("10.1.0.0/24,", nil), ("pods", nil),
    ])
    func podNetworksAreCanonicalAndOneAFamily(_ text: String, _ want: String?) {
        let networks = try? NodeSetCommand.podCIDRs(text)
        #expect(networks?.map { "\($0)" }.joined(separator: ",") == want)
    }

    @Test func onlyPluginsWithRecordedAddressesCount() throws {
        let list = try JSONValue(
            parsing: """
                {"cniVersion":"1.0.0","name":"net","plugins":[{"type":"calico","ipam":{"type":"calico-ipam"}},{"type":"portmap"},
                {"type":"calico","ipam":{"type":"host-local"}},{"type":"bridge","ipam":{"type":"host-local"}},
                {"type":"bridge","ipam":{"type":"calico-ipam"}}]}
                """)
        let plugins = ConfigurationFiles.plugins(list)
        #expect(plugins.map { $0["type"]?.string } == ["calico", "calico", "bridge"])
        #expect(plugins.allSatisfy { $0["name"] == "net" && $0["cniVersion"] == "1.0.0" })
        let single: JSONValue = ["name": "one", "type": "calico", "ipam": ["type": "calico-ipam"]]
        #expect(ConfigurationFiles.plugins(single).count == 1)
        #expect(ConfigurationFiles.plugins(["ipam": "x"]).isEmpty)
    }

    @Test(arguments: [
        (AttachmentFilter(), true), (AttachmentFilter(pod: "web"), true), (AttachmentFilter(pod: "default/web"), true),
        (AttachmentFilter(pod: "other/web"), false), (AttachmentFilter(container: "c"), true), (AttachmentFilter(container: "c12"), false),
        (AttachmentFilter(network: "net", interface: "eth0"), true), (AttachmentFilter(network: "ne"), false),
    ])
    func filtersTakePrefixesOfContainersOnly(_ filter: AttachmentFilter, _ accepts: Bool) throws {
        let attachment = try Fixture.attachment("c1", [], pod: PodIdentity(namespace: "default", name: "web"))
        #expect(filter.accepts(attachment) == accepts)
    }

    /// A mistake in the table of commands shows here, not when somebody asks for help.
    @Test func everyCommandHasHelpThatFits() throws {
        for command in QueryCommand.all {
            guard case .help(let text) = try QueryCommand.program.read(command.path + ["--help"]) else {
                Issue.record("\(command.path)")
                continue
            }
            #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 130 }, "\(text)")
            let names = command.declaration.options.flatMap { [$0.name, $0.letter].compactMap { $0 } }
            #expect(Set(names).count == names.count)
        }
    }
}
