import JSON
import Model
import Testing

@Suite struct FelixSettingsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let spec: JSONObject
        let settings: [String: String]
        var testDescription: String { name }

        init(_ name: String, _ spec: JSONValue, _ settings: [String: String]) {
            self.name = name
            self.spec = spec.object ?? JSONObject()
            self.settings = settings
        }
    }

    @Test(arguments: [
        Row(
            "an example of each scale of time", ["bpfLogLevel": "Debug", "iptablesRefreshInterval": "1m30s", "iptablesLockProbeInterval": "50ms"],
            ["BPFLogLevel": "Debug", "IptablesRefreshInterval": "90", "IptablesLockProbeIntervalMillis": "50"]),
        Row("empty text is unset", ["bpfLogLevel": "", "logPrefix": ""], [:]),
        Row(
            "times with fractions",
            ["iptablesLockProbeInterval": "1.5ms", "netlinkTimeout": "1.5s", "reportingTTL": "50ms", "reportingInterval": "0s"],
            ["IptablesLockProbeIntervalMillis": "1.5", "NetlinkTimeoutSecs": "1.5", "ReportingTTLSecs": "0.05", "ReportingIntervalSecs": "0"]),
        Row(
            "switches and numbers", ["bpfEnabled": false, "ipv6Support": true, "goGCThreshold": -1, "iptablesMarkMask": 4_294_901_760],
            ["BPFEnabled": "false", "Ipv6Support": "true", "GoGCThreshold": "-1", "IptablesMarkMask": "4294901760"]),
        Row(
            "names of their own",
            [
                "ipipEnabled": true, "ipipMTU": 1440, "wireguardKeepAlive": "25s", "bpfConntrackMode": "Auto", "nftablesMode": "Auto",
                "ipv4NormalRoutePriority": 1024, "bpfMapSizePerCpuConntrack": 1,
            ],
            [
                "IpInIpEnabled": "true", "IpInIpMtu": "1440", "WireguardPersistentKeepAlive": "25", "BPFConntrackCleanupMode": "Auto",
                "NFTablesMode": "Auto", "IPv4NormalRoutePriority": "1024", "BPFMapSizePerCPUConntrack": "1",
            ]),
        Row(
            "names in Go's spelling",
            [
                "vxlanMTUV6": 0, "xdpEnabled": true, "natOutgoingAddress": "192.0.2.1", "mtuIfacePattern": "eth.*", "awsSrcDstCheck": "Enable",
                "ipForwarding": "Enabled", "nftablesFilterDenyAction": "Drop", "floatingIPs": "Enabled", "ipsetsRefreshInterval": "10s",
            ],
            [
                "VXLANMTUV6": "0", "XDPEnabled": "true", "NATOutgoingAddress": "192.0.2.1", "MTUIfacePattern": "eth.*", "AWSSrcDstCheck": "Enable",
                "IPForwarding": "Enabled", "NftablesFilterDenyAction": "Drop", "FloatingIPs": "Enabled", "IpsetsRefreshInterval": "10",
            ]),
        Row(
            "lists", ["externalNodesList": ["192.0.2.0/24", "198.51.100.1"], "bpfForceTrackPacketsFromIfaces": ["docker+"]],
            ["ExternalNodesCIDRList": "192.0.2.0/24,198.51.100.1", "BPFForceTrackPacketsFromIfaces": "docker+"]),
        Row(
            "empty lists", ["failsafeInboundHostPorts": [], "kubeNodePortRanges": [], "externalNodesList": []],
            ["FailsafeInboundHostPorts": "none", "KubeNodePortRanges": "none", "ExternalNodesCIDRList": "none"]),
        Row("maps", ["bpfLogFilters": ["all": "tcp", "eth0": "udp port 53"]], ["BPFLogFilters": "all=tcp,eth0=udp port 53"]),
        Row(
            "failsafe ports",
            [
                "failsafeOutboundHostPorts": [
                    ["protocol": "UDP", "port": 53], ["port": 22, "net": "10.0.0.0/8"], ["protocol": "sctp", "port": 1, "net": "fd00::/8"],
                ]
            ],
            ["FailsafeOutboundHostPorts": "udp:53,tcp:10.0.0.0/8:22,sctp:[fd00::/8]:1"]),
        Row(
            "ports", ["kubeNodePortRanges": ["30000:32767", 80], "natPortRange": "32768:65535", "bpfPSNATPorts": 20_000],
            ["KubeNodePortRanges": "30000:32767,80", "NATPortRange": "32768:65535", "BPFPSNATPorts": "20000"]),
        Row("route tables", ["routeTableRanges": [["min": 1, "max": 50], ["min": 60, "max": 60]]], ["RouteTableRanges": "1-50,60-60"]),
        Row("route tables in the older form", ["routeTableRange": ["min": 1, "max": 250]], ["RouteTableRange": "1-250"]),
        Row(
            "watchdog times", ["healthTimeoutOverrides": [["name": "main loop", "timeout": "1m30s"], ["name": "b", "timeout": "0s"]]],
            ["HealthTimeoutOverrides": "main loop=1m30s,b=0s"]),
        Row(
            "timeouts of connections", ["bpfConntrackTimeouts": ["udpTimeout": "90s", "tcpFinsSeen": "Auto", "creationGracePeriod": "1s"]],
            ["BPFConntrackTimeouts": "CreationGracePeriod=1s,TCPFinsSeen=Auto,UDPTimeout=90s"]),
        Row("a code point by name and by number", ["istioDSCPMark": 23], ["IstioDSCPMark": "23"]),
        Row("what nobody knows, and what selects nodes, are no settings", ["tomorrow": 1, "nodeSelector": "all()"], [:]),
    ])
    func settings(_ row: Row) {
        var configuration = FelixConfiguration(name: "default")
        configuration.untyped.spec = row.spec
        #expect(configuration.settings == row.settings)
    }

    @Test func annotationsWinOverTheSpec() {
        var configuration = FelixConfiguration(name: "node.n1")
        configuration.spec.logging.logSeverityScreen = .info
        configuration.metadata.annotations = [
            "config.projectcalico.org/LogSeverityScreen": "Debug", "config.projectcalico.org/FooBar": "x", "other/Key": "y",
        ]
        #expect(configuration.settings == ["LogSeverityScreen": "Debug", "FooBar": "x"])
    }

    @Test func everySettingHasANameOfItsOwn() {
        let names = FelixConfigurationSpec.settings.map(\.settingName)
        #expect(names.count == 187)
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
    }

    /// An assumed value is one that a person could have written, in the form in which it would be stored.
    @Test func assumedValuesAreRight() {
        for field in FelixConfigurationSpec.schema.fields {
            guard let assumed = field.assumed else { continue }
            var inspection = Inspection(.typed)
            #expect(field.rule.inspect(assumed, &inspection) == assumed, "\(field.name)")
            #expect(inspection.violations.isEmpty, "\(field.name): \(inspection.violations)")
        }
    }

    @Test func settingsAreReachedBySubject() {
        var configuration = FelixConfiguration(name: "default")
        #expect(configuration.spec.bpf.bpfEnabled == nil)
        #expect(configuration.spec.bpf[effective: \.bpfEnabled] == false)
        #expect(configuration.spec.routing[effective: \.programClusterRoutes] == .ipipOnly)
        configuration.spec.iptables.defaultEndpointToHostAction = .return
        #expect(configuration.untyped.spec == JSONObject([("defaultEndpointToHostAction", "Return")]))
        configuration.untyped.spec["defaultEndpointToHostAction"] = "ACCEPT"
        #expect(configuration.spec.iptables.defaultEndpointToHostAction == .accept)
        #expect(configuration.spec[effective: \.iptables.chainInsertMode] == .insert)
    }

    @Test(arguments: [("default", FelixScope.all), ("node.n1.example.org", .node("n1.example.org")), ("rack-one", .selected), ("node", .selected)])
    func namesTellTheNodes(_ row: (name: String, scope: FelixScope)) {
        #expect(FelixScope(name: row.name) == row.scope)
    }
}
