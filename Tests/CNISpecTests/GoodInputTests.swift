import CNISpec
import JSON
import Testing

@Suite struct GoodInputTests {
    @Test(arguments: try InputRow.table("good-inputs.json"))
    func isReadAsMeant(_ row: InputRow) throws {
        let invocation = try Invocation { row.environment[$0] }
        var found = members(of: invocation)
        if invocation.verb == .version {
            let answer = NetworkConfiguration.versionAnswer(for: row.stdin)
            found["answer"] = answer["cniVersion"]
            #expect(answer["supportedVersions"] == ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"])
        } else {
            let configuration = try NetworkConfiguration(parsing: row.stdin, verb: invocation.verb)
            for (key, value) in members(of: configuration).members { found[key] = value }
            let again = try NetworkConfiguration(
                parsing: Array(configuration.text.utf8.prefix(NetworkConfiguration.maximumLength)), verb: invocation.verb)
            #expect(members(of: again) == members(of: configuration))
        }
        for (key, value) in row.members["expect"]?.object?.members ?? [] {
            #expect(found[key] == value, "\(key)")
        }
    }

    private func members(of invocation: Invocation) -> JSONObject {
        let arguments = invocation.arguments
        return JSONObject([
            ("containerID", .string(invocation.containerID)), ("netns", json(invocation.netns)), ("interface", .string(invocation.interface)),
            ("path", json(invocation.path)), ("netnsOverride", .bool(invocation.netnsOverride)),
            ("podName", json(arguments.podName)), ("podNamespace", json(arguments.podNamespace)), ("podUID", json(arguments.podUID)),
            ("infraContainerID", json(arguments.infraContainerID)), ("argumentAddresses", json(arguments.addresses)),
            ("argumentMAC", json(arguments.mac)),
        ])
    }

    private func members(of configuration: NetworkConfiguration) -> JSONObject {
        JSONObject([
            ("version", .string(configuration.version.rawValue)), ("name", .string(configuration.name)), ("type", .string(configuration.type)),
            ("ipamType", json(configuration.ipamType)), ("runtimeAddresses", json(configuration.runtimeAddresses)),
            ("runtimeMAC", json(configuration.runtimeMAC)),
            ("previousAddresses", configuration.previousResult.map { json($0.addresses.map(\.address)) } ?? .null),
            ("validAttachments", configuration.validAttachments.map { json($0.map { "\($0.containerID) \($0.ifname)" }) } ?? .null),
        ])
    }

    private func json<T>(_ value: T?) -> JSONValue { value.map { .string("\($0)") } ?? .null }
    private func json<T>(_ values: [T]) -> JSONValue { .array(values.map { .string("\($0)") }) }
}
