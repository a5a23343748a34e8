import CNISpec
import Foundation
import JSON
import PodInterface
import Testing

@Suite("STATUS", .needs("calico"))
struct StatusTests {
    private static func network(_ node: TestNode, ipam: JSONValue? = nil) -> JSONObject { node.network(version: "1.1.0", ipam: ipam) }

    @Test(arguments: Families.allCases)
    func isReadyWhereAnAddWouldWork(_ families: Families) throws {
        try TestNode.run { node in
            try node.succeed("STATUS", nil, Self.network(node, ipam: families.ipam))
            try node.expectNothingLeft()
        }
    }

    @Test
    func withoutANodeNameIsNotReady() throws {
        try TestNode.run { node in
            var network = Self.network(node)
            network["nodename"] = nil
            try node.fail("STATUS", nil, network, code: .notReady, ["this node has no name yet"])
            try node.write("nodename", "node1")
            try node.succeed("STATUS", nil, network)
        }
    }

    @Test
    func withoutAPodCIDRIsNotReady() throws {
        try TestNode.run { node in
            let network = Self.network(node, ipam: ["type": "calico-ipam", "subnet": "usePodCidr"])
            try node.fail("STATUS", nil, network, code: .notReady, ["no such podCIDR yet"])
            try node.setPodCIDRs("10.244.1.0/24")
            try node.succeed("STATUS", nil, network)
        }
    }

    @Test
    func withoutAFreeAddressIsNotReady() throws {
        try TestNode.run { node in
            let network = Self.network(node, ipam: ["type": "calico-ipam", "subnet": "10.65.0.0/30"])
            let pod = try node.pod()
            try node.add(pod, network)
            try node.fail("STATUS", nil, network, code: .notReady, ["no address is free", "1 used"])
            try node.del(pod, network)
            try node.succeed("STATUS", nil, network)
        }
    }

    @Test(arguments: [
        ("ipv4/ip_forward", Families.v4, "sysctl -w net.ipv4.ip_forward=1"), ("ipv4/ip_forward", .dual, "sysctl -w net.ipv4.ip_forward=1"),
        ("ipv6/conf/all/forwarding", .v6, "sysctl -w net.ipv6.conf.all.forwarding=1"),
        ("ipv6/conf/all/forwarding", .dual, "sysctl -w net.ipv6.conf.all.forwarding=1"),
    ])
    func ofAHostThatDoesNotForwardIsLimitedAndTellsTheCommand(_ setting: String, _ families: Families, _ command: String) throws {
        try TestNode.run { node in
            let network = Self.network(node, ipam: families.ipam)
            try node.host.setSysctl(setting, 0)
            try node.fail("STATUS", nil, network, code: .notReadyLimitedConnectivity, ["does not forward", command])
            try node.host.shell(command)
            try node.succeed("STATUS", nil, network)
        }
    }

    @Test(arguments: [("ipv6/conf/all/forwarding", Families.v4), ("ipv4/ip_forward", .v6)])
    func looksOnlyAtTheFamiliesInUse(_ setting: String, _ families: Families) throws {
        try TestNode.run { node in
            try node.host.setSysctl(setting, 0)
            try node.succeed("STATUS", nil, Self.network(node, ipam: families.ipam))
        }
    }

    @Test(.needs("/usr/sbin/nft"))
    func ofAHostWhoseEmptyForwardChainDropsIsLimited() throws {
        try TestNode.run { node in
            try node.host.shell("nft add table ip filter\nnft 'add chain ip filter FORWARD { type filter hook forward priority 0 ; policy drop ; }'")
            let answer = try node.fail("STATUS", nil, Self.network(node), code: .notReadyLimitedConnectivity, ["FORWARD", "drops forwarded packets"])
            let command = try #require(answer.details.components(separatedBy: "mend it with: ").last)
            try node.host.shell(command)
            try node.succeed("STATUS", nil, Self.network(node))
        }
    }

    @Test(.needs("/usr/sbin/nft"))
    func ofAHostWhoseForwardChainHasRulesIsReadyWithAWarning() throws {
        try TestNode.run { node in
            try node.host.shell(
                """
                nft add table ip filter
                nft 'add chain ip filter FORWARD { type filter hook forward priority 0 ; policy drop ; }'
                nft 'add rule ip filter FORWARD ip saddr 10.65.0.0/24 accept'
                """)
            let answer = try node.run("STATUS", nil, Self.network(node))
            #expect(answer.status == 0, "\(answer)")
            #expect(answer.diagnostics.contains("level=warning"))
            #expect(answer.diagnostics.contains("FORWARD"))
        }
    }

    @Test(.needs("/usr/bin/unshare", "/usr/bin/mount"))
    func withAReadOnlyStateFolderIsNotReadyAndAddSaysSo() throws {
        try TestNode.run { node in
            // The mount is seen by the plugin alone.
            let script = "mount -t tmpfs -o ro none \(node.stateFolder) && exec \(Programs.path("calico"))"
            let pod = try node.pod()
            for (verb, code) in [("STATUS", CNIError.Code.notReady), ("ADD", .store)] {
                let variables = [
                    "CNI_COMMAND": verb, "CNI_PATH": Programs.searchPath, "CNI_CONTAINERID": pod.id, "CNI_IFNAME": "eth0",
                    "CNI_NETNS": pod.namespace.path,
                ]
                let answer = try node.runInMountNamespace(script, variables, Self.network(node))
                expectError(answer, code: code, ["read-only"])
            }
            #expect(try pod.link() == nil)
            try node.expectNothingLeft()
        }
    }

    @Test
    func ofABadConfigurationIsNotReady() throws {
        try TestNode.run { node in
            try node.fail("STATUS", nil, Self.network(node, ipam: ["type": "calico-ipam", "subnet": "10.65.0.0"]), code: .notReady, ["10.65.0.0"])
            var network = Self.network(node)
            network["mtu"] = 1
            try node.fail("STATUS", nil, network, code: .notReady, ["mtu"])
            network["mtu"] = nil
            network["ipam"] = nil
            try node.fail("STATUS", nil, network, code: .notReady, ["no IPAM plugin"])
        }
    }
}

extension TestNode {
    /// Runs a shell script as process of its own mounts in the host's network namespace.
    func runInMountNamespace(_ script: String, _ variables: [String: String], _ network: JSONObject) throws -> PluginAnswer {
        let wrapper = "\(stateFolder).sh"
        defer { try? FileManager.default.removeItem(atPath: wrapper) }
        try "#!/bin/sh\nexec unshare --mount sh -c '\(script)'\n".write(toFile: wrapper, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wrapper)
        var variables = variables
        variables["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
        return try run(wrapper, variables, Array(JSONValue.object(network).text.utf8))
    }
}
