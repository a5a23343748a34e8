import CNISpec
import JSON
import Slim
import Testing

/// What a plugin that was run has left: its exit status and its two outputs.
struct PluginAnswer: CustomStringConvertible {
    let status: Int32
    let output: String
    let diagnostics: String

    /// The one JSON document on standard output; null when there is none.
    var json: JSONValue { (try? JSONValue(parsing: output)) ?? .null }
    var code: Int? { json["code"]?.integer.map { Int($0) } }
    var message: String { json["msg"]?.string ?? "" }
    var details: String { json["details"]?.string ?? "" }

    var description: String { "exit status \(status), \(output)\(diagnostics)" }
}

/// The result of an ADD of version 0.3.0 or later.
struct AddResult {
    let json: JSONValue

    /// "10.65.0.2/32", in the order of the result.
    var addresses: [String] { (json["ips"]?.array ?? []).compactMap { $0["address"]?.string } }
    /// The addresses without their lengths.
    var hosts: [String] { addresses.compactMap { $0.split(separator: "/").first.map(String.init) } }
    /// The first one, "" when there is none.
    var host: String { hosts.first ?? "" }
    /// Name of the host end.
    var hostInterface: String { json["interfaces"]?.array?.first?["name"]?.string ?? "" }
    var mac: String { json["interfaces"]?.array?.last?["mac"]?.string ?? "" }
    var mtu: Int? { json["interfaces"]?.array?.last?["mtu"]?.integer.map { Int($0) } }
}

extension TestNode {
    /// A network configuration of this node: 10.65.0.0/24 unless the `ipam` section says otherwise.
    func network(
        _ name: String = "net", version: String? = "1.0.0", type: String = "calico", ipam: JSONValue? = nil,
        _ more: KeyValuePairs<String, JSONValue> = [:]
    ) -> JSONObject {
        var network = JSONObject()
        if let version { network["cniVersion"] = .string(version) }
        network["name"] = .string(name)
        network["type"] = .string(type)
        network["state_dir"] = .string(stateFolder)
        network["nodename"] = "node1"
        network["ipam"] = ipam ?? ["type": "calico-ipam", "subnet": "10.65.0.0/24"]
        for (key, value) in more { network[key] = value }
        return network
    }

    /// An `ipam` section of calico-ipam with these keys.
    func ipam(_ more: KeyValuePairs<String, JSONValue>) -> JSONValue {
        var section = JSONObject([("type", "calico-ipam")])
        for (key, value) in more { section[key] = value }
        return .object(section)
    }

    /// Runs a plugin in the host's namespace.
    /// - Parameters:
    ///   - program: Its name; that of `type` in the configuration when nil.
    ///   - arguments: CNI_ARGS; those of the pod when nil.
    ///   - netns: CNI_NETNS; that of the pod when nil, unset when empty.
    ///   - environment: Variables that differ.
    func run(
        _ verb: String, _ pod: TestPod? = nil, _ network: JSONObject? = nil, program: String? = nil, arguments: String? = nil, netns: String? = nil,
        environment: [String: String] = [:]
    ) throws -> PluginAnswer {
        let network = network ?? self.network()
        var variables = ["CNI_COMMAND": verb, "CNI_PATH": Programs.searchPath, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        if let pod {
            variables["CNI_CONTAINERID"] = pod.id
            variables["CNI_IFNAME"] = pod.interface
            variables["CNI_NETNS"] = netns ?? pod.namespace.path
            variables["CNI_ARGS"] = arguments ?? pod.arguments
        }
        variables.merge(environment) { $1 }
        let path = Programs.path(program ?? network["type"]?.string ?? "calico")
        return try run(path, variables, Array(JSONValue.object(network).text.utf8))
    }

    /// Runs any program in the host's namespace.
    func run(_ path: String, _ variables: [String: String], _ input: [UInt8]) throws -> PluginAnswer {
        let entries = variables.map { "\($0.key)=\($0.value)" }
        let outcome = try host.run { try PluginProcess.run(path, environment: entries, input: input, seconds: 60) }
        return PluginAnswer(
            status: outcome.status, output: String(decoding: outcome.output, as: UTF8.self),
            diagnostics: String(decoding: outcome.diagnostics, as: UTF8.self))
    }

    // MARK: The verbs, as they should end

    /// An ADD that must work.
    @discardableResult
    func add(
        _ pod: TestPod, _ network: JSONObject? = nil, arguments: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> AddResult {
        let answer = try run("ADD", pod, network, arguments: arguments)
        try #require(answer.status == 0, "\(answer)", sourceLocation: sourceLocation)
        return AddResult(json: answer.json)
    }

    /// A verb without a result that must work.
    func succeed(
        _ verb: String, _ pod: TestPod? = nil, _ network: JSONObject? = nil, netns: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try run(verb, pod, network, netns: netns)
        #expect(answer.status == 0, "\(verb): \(answer)", sourceLocation: sourceLocation)
        #expect(answer.output == "", "\(verb) answers nothing", sourceLocation: sourceLocation)
    }

    func del(_ pod: TestPod, _ network: JSONObject? = nil, netns: String? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try succeed("DEL", pod, network, netns: netns, sourceLocation: sourceLocation)
    }

    /// CHECK with the result of the ADD.
    func check(_ pod: TestPod, _ result: AddResult, _ network: JSONObject? = nil) throws -> PluginAnswer {
        var network = network ?? self.network()
        network["prevResult"] = result.json
        return try run("CHECK", pod, network)
    }

    /// A verb that must fail with this code, and with these words in its message or details.
    @discardableResult
    func fail(
        _ verb: String, _ pod: TestPod? = nil, _ network: JSONObject? = nil, code: CNIError.Code, _ words: [String] = [], arguments: String? = nil,
        netns: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> PluginAnswer {
        let answer = try run(verb, pod, network, arguments: arguments, netns: netns)
        expectError(answer, code: code, words, sourceLocation: sourceLocation)
        return answer
    }
}

/// The answer is a CNI error object of this code, with these words in its message or details.
func expectError(_ answer: PluginAnswer, code: CNIError.Code, _ words: [String] = [], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(answer.status == 1, "\(answer)", sourceLocation: sourceLocation)
    #expect(answer.code == Int(code.rawValue), "\(answer)", sourceLocation: sourceLocation)
    #expect(!answer.message.isEmpty, "\(answer)", sourceLocation: sourceLocation)
    for word in words {
        #expect("\(answer.message): \(answer.details)".contains(word), "\(word) in \(answer)", sourceLocation: sourceLocation)
    }
}
