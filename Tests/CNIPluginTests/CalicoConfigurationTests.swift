import CNISpec
import NodeIPAM
import TestSupport
import Testing

@testable import CNIPlugin

@Suite struct CalicoConfigurationTests {
    private func configuration(_ members: String) throws -> NetworkConfiguration {
        let separator = members.isEmpty ? "" : ","
        let text = "{\"cniVersion\":\"1.0.0\",\"name\":\"net\",\"type\":\"calico\"\(separator)\(members)}"
        return try NetworkConfiguration(parsing: Array(text.utf8), verb: .add)
    }

    /// Runs `body` with the settings of a configuration on a node that has this MTU file.
    private func settings(
        _ members: String, mtuFile: String? = nil, _ body: (Result<CalicoConfiguration, CNIError>, StatePaths) throws -> Void
    ) throws {
        let configuration = try configuration(members)
        try withTemporaryFolder { folder in
            let paths = try StatePaths(configured: folder, environment: nil)
            if let mtuFile { try write(mtuFile, to: paths.mtu) }
            try body(Result { () throws(CNIError) in try CalicoConfiguration(configuration, paths) }, paths)
        }
    }

    @Test func hasDefaults() throws {
        try settings("") { outcome, _ in
            let settings = try outcome.get()
            #expect(settings.mtu == nil)
            #expect(settings.queues == 1)
            #expect(!settings.allowForwarding && !settings.includeDefaultRoutes)
        }
    }

    @Test(
        arguments: [
            (#""mtu":1440"#, nil, 1440), (#""mtu":1440"#, "9000", 1440), ("", "9000\n", 9000), ("", " 1450 \n", 1450), (#""mtu":0"#, "1400", 1400),
            (#""mtu":null"#, "1400", 1400), (#""mtu":0"#, nil, nil), ("", "0", nil), (#""mtu":68"#, nil, 68), (#""mtu":65535"#, nil, 65535),
            ("", "68", 68), ("", "65535", 65535), (#""require_mtu_file":true"#, "1400", 1400), (#""require_mtu_file":true,"mtu":1500"#, "1400", 1500),
            (#""require_mtu_file":false"#, nil, nil),
        ] as [(String, String?, Int?)])
    func takesTheMTUOfTheKeyThenOfTheFile(_ members: String, _ file: String?, _ mtu: Int?) throws {
        try settings(members, mtuFile: file) { outcome, _ in
            let settings = try outcome.get()
            #expect(settings.mtu == mtu)
        }
    }

    @Test(arguments: ["", "x", "67", "65536", "-1", "1500 bytes", "0x5dc", "99999999999999999999"])
    func refusesAnMTUFileWithoutAnMTU(_ text: String) throws {
        try settings("", mtuFile: text) { outcome, paths in
            let error = try #require(outcome.failure)
            let details = "\(paths.mtu) holds \"\(text)\"; write a number of octets from 68 to 65535, or remove the file"
            #expect(error == CNIError(.invalidConfiguration, "the MTU file holds no MTU", details: details))
        }
    }

    @Test(arguments: [#""require_mtu_file":true"#, #""require_mtu_file":true,"mtu":1500"#])
    func needsTheMTUFileWhenTold(_ members: String) throws {
        try settings(members) { outcome, paths in
            let error = try #require(outcome.failure)
            let details = "require_mtu_file is true and \(paths.mtu) cannot be read: calico-node writes it when it has started"
            #expect(error == CNIError(.invalidConfiguration, "the MTU file is missing", details: details))
        }
    }

    @Test(arguments: [
        (#""mtu":67"#, "mtu is 67; write 68 to 65535, or 0 for the default"),
        (#""mtu":65536"#, "mtu is 65536; write 68 to 65535, or 0 for the default"),
        (#""mtu":-1"#, "mtu is -1; write 68 to 65535, or 0 for the default"), (#""mtu":"1440""#, "mtu is a string; write a number"),
        (#""num_queues":4097"#, "num_queues is 4097; write 1 to 4096"), (#""num_queues":[]"#, "num_queues is an array; write a number"),
        (#""container_settings":true"#, "container_settings is a boolean; write {\"allow_ip_forwarding\": true}"),
        (#""container_settings":{"allow_ip_forwarding":"true"}"#, "container_settings.allow_ip_forwarding is a string; write true or false"),
        (#""include_default_routes":1"#, "include_default_routes is a number; write true or false"),
        (#""require_mtu_file":"yes""#, "require_mtu_file is a string; write true or false"),
        (#""device_type":"ipvlan""#, "device_type is \"ipvlan\"; write \"veth\""),
    ])
    func refusesWrongValues(_ members: String, _ details: String) throws {
        try settings(members) { outcome, _ in
            let error = try #require(outcome.failure)
            #expect(error == CNIError(.invalidConfiguration, "a configuration key has a wrong value", details: details))
        }
    }

    @Test(arguments: [
        ("", 1), (#""num_queues":0"#, 1), (#""num_queues":-3"#, 1), (#""num_queues":null"#, 1), (#""num_queues":4"#, 4),
        (#""num_queues":4096"#, 4096),
    ])
    func hasOneQueueAtLeast(_ members: String, _ queues: Int) throws {
        try settings(members) { outcome, _ in
            let settings = try outcome.get()
            #expect(settings.queues == queues)
        }
    }

    @Test func takesFlags() throws {
        try settings(#""container_settings":{"allow_ip_forwarding":true},"include_default_routes":true"#) { outcome, _ in
            let settings = try outcome.get()
            #expect(settings.allowForwarding && settings.includeDefaultRoutes)
        }
        for members in [#""container_settings":{"allow_ip_forwarding":false}"#, #""container_settings":{}"#, #""container_settings":null"#] {
            try settings(members) { outcome, _ in
                let settings = try outcome.get()
                #expect(!settings.allowForwarding)
            }
        }
    }

    @Test func namesTheKeysWithoutEffectInTheirOrder() throws {
        let members = #""policy":{"type":"k8s"},"unknown":1,"datastore_type":"kubernetes","device_type":"netkit","log_level":"info""#
        #expect(try CalicoConfiguration.ignoredKeys(configuration(members)) == ["policy", "datastore_type", "device_type"])
        #expect(try CalicoConfiguration.ignoredKeys(configuration("")).isEmpty)
    }
}

extension Result {
    fileprivate var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
