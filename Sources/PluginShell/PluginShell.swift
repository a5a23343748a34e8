internal import CLinux
internal import CNISpec
internal import JSON
internal import Slim

/// What every CNI plugin does around its verbs: environment and configuration in, one JSON answer out, whatever happens in between.
public enum PluginShell {
    /// Runs the verb of `CNI_COMMAND`.
    /// - Returns: The process's exit status: 0, or 1 with a CNI error object on standard output.
    public static func run(_ plugin: some PluginVerbs) -> Int32 {
        CrashReport.install()
        var version = CNIVersion.v100
        do throws(CNIError) {
            let answer = try answer(plugin, &version)
            if let answer, !StandardStreams.writeOutput(answer + "\n") {
                throw CNIError(.inputOutput, "the answer cannot be written", details: "standard output is closed or full")
            }
            clinux_answer_is_out()
            return 0
        } catch {
            StandardStreams.writeOutput(error.json(version: version).text + "\n")
            clinux_answer_is_out()
            return 1
        }
    }

    private static func answer(_ plugin: some PluginVerbs, _ version: inout CNIVersion) throws(CNIError) -> String? {
        let invocation = try Invocation(environment: ProcessEnvironment.value)
        // No input makes VERSION fail, not even one that cannot be read.
        if invocation.verb == .version { return NetworkConfiguration.versionAnswer(for: (try? readConfiguration()) ?? []).text }
        let input = try readConfiguration()
        let configuration: NetworkConfiguration
        do {
            configuration = try NetworkConfiguration(parsing: input, verb: invocation.verb)
        } catch {
            version = NetworkConfiguration.answerVersion(for: input)
            throw error
        }
        version = configuration.version
        var logger = SlimLogger(level: LogLevel(configured: configuration.raw["log_level"]?.string))
        if let path = configuration.raw["log_file_path"]?.string, !path.isEmpty { logger.open(path: path) }
        var request = PluginRequest(invocation: invocation, configuration: configuration, logger: logger, stopwatch: Stopwatch())
        do {
            let result = try perform(plugin, &request)
            log(request, nil)
            return result?.json(version: version).text
        } catch {
            log(request, error)
            throw error
        }
    }

    private static func perform(_ plugin: some PluginVerbs, _ request: inout PluginRequest) throws(CNIError) -> CNIResult? {
        switch request.invocation.verb {
        case .add: return try plugin.add(&request)
        case .del: try plugin.del(&request)
        case .check: try plugin.check(&request)
        case .gc: try plugin.gc(&request)
        case .status: try plugin.status(&request)
        case .version: break
        }
        return nil
    }

    private static func readConfiguration() throws(CNIError) -> [UInt8] {
        do { return try StandardStreams.readInput(limit: NetworkConfiguration.maximumLength) } catch {
            switch error {
            case .tooLarge(let limit):
                throw CNIError(.decoding, "network configuration is too long", details: "standard input has more than \(limit) octets")
            case .failed:
                throw CNIError(.inputOutput, "the network configuration cannot be read", details: "read standard input: \(error)")
            }
        }
    }

    /// One line for each finished request, its steps in milliseconds.
    private static func log(_ request: PluginRequest, _ error: CNIError?) {
        let invocation = request.invocation
        let container = String(invocation.containerID.prefix(12))
        if let error {
            request.logger.error(
                "CNI request failed",
                [
                    "verb": invocation.verb.rawValue, "network": request.configuration.name, "container": container,
                    "interface": invocation.interface, "code": "\(error.code.rawValue)", "reason": error.description,
                    "ms": request.stopwatch.total, "steps": request.stopwatch.summary,
                ])
        } else if request.logger.level <= .info {
            request.logger.info(
                "CNI request finished",
                [
                    "verb": invocation.verb.rawValue, "network": request.configuration.name, "container": container,
                    "interface": invocation.interface, "ms": request.stopwatch.total, "steps": request.stopwatch.summary,
                ])
        }
    }
}
