import Addresses
import NodeSettings
import Testing

@Suite struct FaultTests {
    @Test func allAreToldAtOnce() {
        let file = SettingsFile(Array("holdTiem: 9\nmtu: [1]\necmpPaths: 0\n".utf8), path: "/x.yaml")
        let error = #expect(throws: SettingsError.self) {
            _ = try NodeConfiguration(
                flags: CommandLineFlags(["--hold-tme=9", "--ip", "here", "stray", "--mtu"]), environment: ["AS": "0", "IP6": "::1"], file: file)
        }
        let texts = error?.faults.map(\.description) ?? []
        #expect(texts.count == 9)
        for words in [
            "flag --hold-tme: there is no such flag; is --hold-time meant?", "command line: \"stray\" is not expected here",
            "flag --mtu: the value is missing",
            "flag --ip: \"here\" is not allowed", "environment AS: \"0\" is not allowed", "environment IP6: \"::1\"",
            "/x.yaml, line 1: there is no option \"holdTiem\"; is holdTime meant?", "/x.yaml, line 2: mtu is an array", "/x.yaml, line 3: \"0\"",
        ] {
            #expect(texts.contains { $0.hasPrefix(words) }, "\(words) in \(texts)")
        }
        #expect(error?.description.hasPrefix("the settings have 9 faults:\n") == true)
    }

    struct FlagRow: Sendable, CustomTestStringConvertible {
        let arguments: [String], want: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(arguments: [
        FlagRow(arguments: ["--nope"], want: "flag --nope: there is no such flag; --help lists all"),
        FlagRow(arguments: ["--holdTime", "9"], want: "flag --holdTime: there is no such flag; is --hold-time meant?"),
        FlagRow(arguments: ["--IP=192.0.2.1"], want: "flag --IP: there is no such flag; is --ip meant?"),
        FlagRow(arguments: ["--NODENAME", "a"], want: "flag --NODENAME: there is no such flag; is --node-name meant?"),
        FlagRow(arguments: ["-i", "192.0.2.1"], want: "flag -i: there is no such flag"),
        FlagRow(arguments: ["--ip"], want: "flag --ip: the value is missing"),
        FlagRow(arguments: ["--ip", "--mtu=1500"], want: "flag --ip: the value is missing"),
        FlagRow(arguments: ["--ip="], want: "flag --ip: \"\" is not allowed"),
        FlagRow(arguments: ["--flush-on-stop", "false"], want: "command line: \"false\" is not expected here"),
        FlagRow(arguments: ["--mtu", "1500", "--mtu", "9000"], want: "flag --mtu: given twice, as \"1500\" and as \"9000\"; leave one"),
    ])
    func ofTheCommandLine(_ row: FlagRow) {
        let error = #expect(throws: SettingsError.self) { _ = try NodeConfiguration(flags: CommandLineFlags(row.arguments)) }
        #expect(error?.faults.first?.description.hasPrefix(row.want) == true, "\(String(describing: error))")
        #expect(error?.faults.count == 1)
    }

    @Test func flagsThatAreRight() throws {
        let flags = CommandLineFlags([
            "--mtu", "1500", "--mtu=1500", "--flush-on-stop", "--create-default-pools=no", "--pod-cidr", "10.0.0.0/24", "--pod-cidr=fd00::/64",
            "--help",
        ])
        let settings = try NodeConfiguration(flags: flags)
        #expect(flags.wantsHelp && !flags.wantsVersion)
        #expect(settings.mtu == 1500 && settings.flushOnStop && !settings.createDefaultPools)
        #expect(settings.podCIDR.map(\.description) == ["10.0.0.0/24", "fd00::/64"])
    }

    @Test(arguments: [
        (["NO_DEFAULT_POOLS": "true", "CALICO_IPV4POOL_CIDR": "10.65.0.0/16"], "ipv4PoolCIDR is 10.65.0.0/16 and noDefaultPools is true"),
        (["NO_DEFAULT_POOLS": "true", "CALICO_IPV6POOL_CIDR": "fd00::/48"], "ipv6PoolCIDR is fd00::/48 and noDefaultPools is true"),
        (["NO_DEFAULT_POOLS": "1", "CALICO_CREATE_DEFAULT_POOLS": "1"], "createDefaultPools and noDefaultPools are both true"),
        (["CALICO_IPV4POOL_IPIP": "Always", "CALICO_IPV4POOL_VXLAN": "Always"], "a packet has one encapsulation"),
        (["CALICO_IPV4POOL_CIDR": "10.65.0.0/27"], "10.65.0.0/27 is smaller than one block of /26"),
        (["CALICO_IPV4POOL_CIDR": "10.65.0.0/24", "CALICO_IPV4POOL_BLOCK_SIZE": "20"], "smaller than one block of /20"),
        (["CALICO_IPV6POOL_CIDR": "fd00::/123"], "smaller than one block of /122"),
        (["CALICO_IPV4POOL_CIDR": "169.254.0.0/17"], "overlaps the link-local network 169.254.0.0/16"),
        (["CALICO_IPV6POOL_CIDR": "fe80::/64"], "overlaps the link-local network fe80::/10"),
        (["IP": "none"], "ip is none and ip6 is not set"),
        (["IP": "none", "IP6": "none"], "ip is none and ip6 is none"),
        (["IP": "none", "IP6": "autodetect"], "set routerID"),
    ])
    func ofSeveralOptions(_ environment: [String: String], _ words: String) {
        let error = #expect(throws: SettingsError.self) { _ = try NodeConfiguration(environment: environment) }
        #expect(error?.faults.count == 1)
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ["NO_DEFAULT_POOLS": "true", "CALICO_IPV4POOL_CIDR": "none"], ["IP": "none", "CALICO_NETWORKING_BACKEND": "none"],
        ["IP": "none", "IP6": "autodetect", "CALICO_ROUTER_ID": "hash"], ["IP": "none", "IP6": "fd00::1", "CALICO_NETWORKING_BACKEND": "vxlan"],
        ["CALICO_IPV4POOL_CIDR": "10.65.0.0/26"],
    ])
    func combinationsThatAreRight(_ environment: [String: String]) throws {
        #expect(try NodeConfiguration(environment: environment).remarks == [])
    }
}
