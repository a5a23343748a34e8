internal import CNISpec
internal import JSON
internal import NodeIPAM
internal import PluginShell
internal import Slim

/// Another program's IPAM plugin (`host-local`, `static`, ...), run with this request's environment.
struct Delegate {
    let type: String
    let invocation: Invocation
    let configuration: NetworkConfiguration
    let logger: SlimLogger

    /// Seconds a plugin may take: a DHCP server answers late.
    private static var deadline: Int { 60 }

    init(_ request: borrowing PluginRequest, type: String) {
        self.type = type
        invocation = request.invocation
        configuration = request.configuration
        logger = request.logger
    }

    /// Asks it for addresses.
    /// - Parameter ipam: The section to hand on, magic subnets replaced.
    func add(_ ipam: JSONObject) throws(CNIError) -> CNIResult {
        let output = try run(.add, ipam)
        do {
            return try CNIResult(json: JSONValue(parsing: output), version: configuration.version)
        } catch {
            throw CNIError(.delegate, "the IPAM plugin gave no valid result", details: "\(type) ADD: \(error)")
        }
    }

    /// Whether the plugin supports a version of the specification that has `verb`, by its own answer to VERSION.
    func supports(_ verb: Verb) throws(CNIError) -> Bool {
        let output: [UInt8] = try run(.version, configuration.ipam ?? JSONObject())
        let versions = (try? JSONValue(parsing: output))?["supportedVersions"]?.array ?? []
        return versions.contains { $0.string.flatMap(CNIVersion.init(rawValue:)).map { $0 >= verb.minimumVersion } ?? false }
    }

    /// Runs a verb that answers nothing, for this attachment or another one.
    func run(_ verb: Verb, _ ipam: JSONObject, containerID: String? = nil, interface: String? = nil, netns: String? = nil) throws(CNIError) {
        _ = try run(verb, ipam, identity: (containerID ?? invocation.containerID, interface ?? invocation.interface, netns ?? invocation.netns ?? ""))
    }

    private func run(_ verb: Verb, _ ipam: JSONObject) throws(CNIError) -> [UInt8] {
        try run(verb, ipam, identity: (invocation.containerID, invocation.interface, invocation.netns ?? ""))
    }

    /// Debian's plugins stop at 1.0.0: a plugin that refuses a newer version is asked again in that one, which has the same result.
    private func run(_ verb: Verb, _ ipam: JSONObject, identity: (container: String, interface: String, netns: String)) throws(CNIError) -> [UInt8] {
        do {
            return try runOnce(verb, ipam, version: configuration.version, identity)
        } catch  where error.code == .incompatibleVersion && configuration.version > .v100 && verb.minimumVersion <= .v100 {
            return try runOnce(verb, ipam, version: .v100, identity)
        }
    }

    private func runOnce(
        _ verb: Verb, _ ipam: JSONObject, version: CNIVersion, _ identity: (container: String, interface: String, netns: String)
    ) throws(CNIError) -> [UInt8] {
        var members = configuration.raw
        members["ipam"] = .object(ipam)
        members["cniVersion"] = .string(version.rawValue)
        if version != configuration.version, var previous = members["prevResult"]?.object {
            previous["cniVersion"] = .string(version.rawValue)
            members["prevResult"] = .object(previous)
        }
        let arguments = ProcessEnvironment.value("CNI_ARGS") ?? ""
        let environment = ProcessEnvironment.entries(replacing: [
            "CNI_COMMAND": verb.rawValue, "CNI_CONTAINERID": identity.container, "CNI_IFNAME": identity.interface, "CNI_NETNS": identity.netns,
            // Kubernetes sends keys that no IPAM plugin knows.
            "CNI_ARGS": arguments.isEmpty ? "IgnoreUnknown=1" : "IgnoreUnknown=1;\(arguments)",
        ])
        let outcome: PluginProcess.Outcome
        do {
            let path = try PluginProcess.find(type, in: invocation.path)
            outcome = try PluginProcess.run(path, environment: environment, input: Array(JSONValue.object(members).text.utf8), seconds: Self.deadline)
        } catch {
            throw Self.failure(error, verb)
        }
        if outcome.status == 0 { return outcome.output }
        if let reported = (try? JSONValue(parsing: outcome.output)).flatMap(CNIError.init(json:)) {
            let code: CNIError.Code = reported.code == .incompatibleVersion || reported.code == .tryAgainLater ? reported.code : .delegate
            throw CNIError(code, "the IPAM plugin failed", details: "\(type) \(verb.rawValue): \(reported)")
        }
        let words = String(decoding: outcome.diagnostics.suffix(500), as: UTF8.self)
        throw CNIError(
            .delegate, "the IPAM plugin failed",
            details: "\(type) \(verb.rawValue): exit status \(outcome.status), no CNI error; it said: \(words)")
    }

    private static func failure(_ failure: PluginProcess.Failure, _ verb: Verb) -> CNIError {
        switch failure {
        case .notFound(let name, let folders):
            CNIError(
                .invalidConfiguration, "the IPAM plugin was not found",
                details: "no executable \"\(name)\" in CNI_PATH (\(folders.joined(separator: ":"))); install it or correct ipam.type")
        case .cannotStart(let path, let code):
            CNIError(.delegate, "the IPAM plugin cannot be started", details: "\(path) \(verb.rawValue): errno \(code)")
        case .tooSlow(let path, let seconds):
            CNIError(.tryAgainLater, "the IPAM plugin did not end", details: "\(path) \(verb.rawValue) was killed after \(seconds) s")
        }
    }
}
