import Foundation
import JSON
import NodeSettings
import TestSupport
import Testing

@Suite struct ReportTests {
    @Test func effectiveSettingsTellTheSource() throws {
        let file = SettingsFile(Array("mtu: 1500".utf8), path: "/etc/calico/calico-node.yaml")
        let settings = try NodeConfiguration(flags: CommandLineFlags(["--ip", "192.0.2.1"]), environment: ["IP6": "none"], file: file)
        let lines = settings.effective.text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        #expect(lines.count == OptionTable.node.declarations.count)
        func line(_ key: String) -> String? { lines.first { $0[0] == key }?[1] }
        #expect(line("ip")?.hasSuffix("flag --ip") == true && line("ip")?.contains("192.0.2.1") == true)
        #expect(line("ip6")?.hasSuffix("environment IP6") == true)
        #expect(line("mtu")?.hasSuffix("  /etc/calico/calico-node.yaml") == true)
        #expect(line("nodeName")?.hasSuffix("default") == true && line("nodeName")?.contains("(the nodename file") == true)
        let json = try #require(settings.effective.json.array)
        #expect(json.first { $0["key"] == "ip" } == ["key": "ip", "value": "192.0.2.1", "source": "flag --ip"])
        #expect(json.first { $0["key"] == "nodeName" } == ["key": "nodeName", "value": .null, "source": "default"])
    }

    @Test func differencesTellWhatNeedsARestart() throws {
        let old = try NodeConfiguration(environment: ["CALICO_MTU": "1500", "FELIX_LOGSEVERITYSCREEN": "info"])
        let new = try NodeConfiguration(
            flags: CommandLineFlags(["--mtu=9000"]), environment: ["FELIX_LOGSEVERITYSCREEN": "debug", "CALICO_POD_CIDR": "10.65.3.0/24"])
        let difference = new.difference(from: old)
        #expect(difference.changed.map(\.declaration.key) == ["podCIDR", "mtu", "logSeverity"])
        #expect(difference.needingRestart.map(\.declaration.key) == ["mtu"])
        #expect(difference.live.map(\.declaration.key) == ["podCIDR", "logSeverity"])
        #expect(difference.changed.last?.old == "Info" && difference.changed.last?.new == "Debug")
        #expect(new.difference(from: new).isEmpty)
        // Only the source is another.
        #expect(
            try NodeConfiguration(flags: CommandLineFlags(["--mtu", "1500"])).difference(from: NodeConfiguration(environment: ["CALICO_MTU": "1500"]))
                .isEmpty)
    }

    @Test func helpShowsEveryFlagInAtMostAHundredColumns() {
        let help = OptionTable.node.help
        for option in OptionTable.node.declarations {
            #expect(help.contains("  \(option.flag)\(option.isSwitch ? "" : " \(option.placeholder)")\n"))
        }
        for line in help.split(separator: "\n") where !line.contains("http") { #expect(line.count <= 110, "\(line)") }
        for group in OptionGroup.allCases { #expect(help.contains("\(group.rawValue):\n")) }
    }

    @Test func namesAreDistinctAndWellFormed() {
        let options = OptionTable.node.declarations
        #expect(Set(options.map(\.key)).count == options.count)
        #expect(Set(options.map(\.flag)).count == options.count)
        #expect(Set(options.flatMap(\.environment)).count == options.flatMap(\.environment).count)
        for option in options {
            #expect(option.flag.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(option.flag)")
            #expect(option.help.hasSuffix("."), "\(option.key)")
            #expect(!option.environment.isEmpty)
        }
        #expect(options.first { $0.key == "ipv4PoolCIDR" }?.flag == "--ipv4-pool-cidr")
        #expect(options.first { $0.key == "ipv4PoolDisableBGPExport" }?.flag == "--ipv4-pool-disable-bgp-export")
        #expect(options.first { $0.key == "disableNodeIPCheck" }?.flag == "--disable-node-ip-check")
        #expect(options.first { $0.key == "routerID" }?.flag == "--router-id")
    }

    /// Written anew with CALICO_WRITE_OPTIONS=1 in the environment.
    @Test func thePageOfOptionsIsUpToDate() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/NodeSettings/NodeSettings.docc/Options.md")
            .standardizedFileURL.path(percentEncoded: false)
        if ProcessInfo.processInfo.environment["CALICO_WRITE_OPTIONS"] == "1" { try write(OptionTable.node.optionsPage, to: path) }
        #expect(try contents(path) == OptionTable.node.optionsPage, "run the tests with CALICO_WRITE_OPTIONS=1 to write it anew")
    }
}
