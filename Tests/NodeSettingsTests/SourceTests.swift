import Documents
import JSON
import Model
import NodeSettings
import TestSupport
import Testing

@Suite struct SourceTests {
    private func read(_ text: String) throws -> NodeConfiguration { try NodeConfiguration(file: SettingsFile(Array(text.utf8), path: "/x.yaml")) }

    @Test func valuesOfTheFileAreTakenAsWritten() throws {
        let settings = try read(
            """
            asNumber: 1.10
            flushOnStop: yes
            mtu: 1500
            podCIDR:
              - 10.65.3.0/24
              - fd00:65:3::/64
            parts: [bgp, routes]
            holdTime: 9
            nodeName: null
            routerID: ""
            """)
        #expect(settings.asNumber?.value == 65546)
        #expect(settings.flushOnStop)
        #expect(settings.podCIDR.count == 2)
        #expect(settings.parts == [.bgp, .routes])
        #expect(settings.holdTime == .seconds(9))
        #expect(!settings.isSet(\.nodeName))
        #expect(!settings.isSet(\.routerID))
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "null\n", "{}", "{\"mtu\": 1500}"])
    func filesThatSayLittle(_ text: String) throws { _ = try read(text) }

    @Test(arguments: [
        ("- a\n", "not a mapping of options"), ("just words\n", "not a mapping of options"), ("mtu: 1500\n---\nmtu: 1\n", "second document"),
        ("mtu: [1500]\n", "mtu is an array; it takes"), ("mtu: {a: 1}\n", "mtu is an object"), ("podCIDR: [[10.0.0.0/24]]\n", "podCIDR is an array"),
        ("mtu: 1500\nmtu: 1400\n", "mtu"), ("mtu: \"1500\n", "line"), ("ip: \t*x\n", "x.yaml"), ("config: /a\n", "there is no option \"config\""),
        ("IP: 192.0.2.1\n", "is ip meant?"), ("node-name: a\n", "is nodeName meant?"), ("CALICO_MTU: 1500\n", "is mtu meant?"),
        ("ipv4PoolCDIR: 10.0.0.0/8\n", "is ipv4PoolCIDR meant?"), ("\u{0}", "NUL"), ("xyzzy: 1\n", "there is no option \"xyzzy\""),
    ])
    func filesThatAreWrong(_ text: String, _ words: String) {
        let error = #expect(throws: SettingsError.self) { _ = try read(text) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(error?.description.contains("/x.yaml") == true)
    }

    @Test func theFileIsFound() throws {
        try withTemporaryFolder { folder in
            let (standard, other) = ("\(folder)/standard.yaml", "\(folder)/other.yaml")
            func load(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> NodeConfiguration {
                try NodeConfiguration.load(arguments: arguments, environment: environment, standardFile: standard)
            }
            // The standard file may be missing, one that is named may not.
            #expect(try load().mtu == 0)
            let error = #expect(throws: SettingsError.self) { _ = try load(["--config", other, "--mtu=x"]) }
            #expect(error?.description.contains("flag --config: \"\(other)\" cannot be read: No such file or directory") == true)
            #expect(error?.faults.count == 2)
            try write("mtu: 1400\n", to: standard)
            try write("mtu: 1300\n", to: other)
            #expect(try load().mtu == 1400)
            #expect(try load().source(of: \.mtu).description == standard)
            #expect(try load(["--config=\(other)"]).mtu == 1300)
            #expect(try load([], ["CALICO_NODE_CONFIG": other]).mtu == 1300)
            #expect(try load(["--config=\(standard)"], ["CALICO_NODE_CONFIG": other]).mtu == 1400)
            #expect(throws: SettingsError.self) { _ = try load([], ["CALICO_NODE_CONFIG": folder]) }
        }
    }

    @Test func upstreamsVariablesWithoutEffectAreListed() throws {
        let settings = try NodeConfiguration(environment: [
            "CLUSTER_TYPE": "k8s,bgp", "WAIT_FOR_DATASTORE": "true", "CALICO_DISABLE_FILE_LOGGING": "true", "ETCD_ENDPOINTS": "http://127.0.0.1:2379",
            "FELIX_DEFAULTENDPOINTTOHOSTACTION": "ACCEPT", "DATASTORE_TYPE": "kubernetes", "PATH": "/bin", "HOME": "/root", "IP": "192.0.2.1",
        ])
        #expect(
            settings.withoutEffect == [
                "CALICO_DISABLE_FILE_LOGGING", "CLUSTER_TYPE", "DATASTORE_TYPE", "ETCD_ENDPOINTS", "FELIX_DEFAULTENDPOINTTOHOSTACTION",
                "WAIT_FOR_DATASTORE",
            ])
        #expect(settings.remarks == [])
    }

    @Test(arguments: [
        ("CALICO_IPV4POOL_CDIR", "is CALICO_IPV4POOL_CIDR meant?"), ("IP_AUTODETECTON_METHOD", "is IP_AUTODETECTION_METHOD meant?"),
        ("CALICO_SOMETHING_ELSE_ENTIRELY", "there is no such variable"),
    ])
    func misspeltVariablesAreRemarked(_ name: String, _ words: String) throws {
        let remarks = try NodeConfiguration(environment: [name: "1"]).remarks
        #expect(remarks.count == 1)
        #expect(remarks.first?.contains("environment \(name) is not read") == true && remarks.first?.contains(words) == true)
    }

    @Test(arguments: ["FELIX_HEALTHPORT", "felix_healthport", "Felix_HealthPort", "FELIX_HealthPort"])
    func felixVariablesAreTakenInAnyCase(_ name: String) throws {
        let settings = try NodeConfiguration(environment: [name: "9100"])
        #expect(settings.healthPort == 9100)
        #expect(settings.withoutEffect == [])
    }

    @Test func theExactSpellingWins() throws {
        #expect(try NodeConfiguration(environment: ["felix_healthport": "1", "FELIX_HEALTHPORT": "2"]).healthPort == 2)
    }

    @Test func theFirstVariableOfAnOptionWins() throws {
        let all = ["FELIX_LOGSEVERITYSCREEN": "Error", "BGP_LOGSEVERITYSCREEN": "Debug", "CALICO_STARTUP_LOGLEVEL": "warn"]
        #expect(try NodeConfiguration(environment: all).logSeverity == .warning)
        #expect(try NodeConfiguration(environment: all.filter { $0.key != "CALICO_STARTUP_LOGLEVEL" }).logSeverity == .debug)
    }

    @Test func theProcessEnvironmentIsSeen() { #expect(NodeConfiguration.processEnvironment["PATH"] != nil) }
}
