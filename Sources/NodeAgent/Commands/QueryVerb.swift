internal import NodeIPAM
internal import NodeProtocol
internal import NodeSettings
internal import NodeStartup
internal import Slim

/// Asks the running daemon.
struct QueryVerb {
    let settings: NodeConfiguration

    private func ask(_ request: NodeRequest) -> NodeAnswer? {
        do throws(StartupError) {
            let paths = try NodePaths(settings)
            do throws(NodeClientError) {
                var client = try NodeClient(path: paths.state.daemonSocket, milliseconds: 5000)
                return try client.ask(request)
            } catch { StandardStreams.writeDiagnostic("calico-node: \(error)\n") }
        } catch { StandardStreams.writeDiagnostic("calico-node: \(error)\n") }
        return nil
    }

    /// Whether a daemon answers.
    var isAnswered: Bool {
        guard let paths = try? NodePaths(settings), var client = try? NodeClient(path: paths.state.daemonSocket, milliseconds: 2000) else {
            return false
        }
        return (try? client.ask(.health)) != nil
    }

    func status() -> Int32 {
        guard let answer = ask(.status) else { return 1 }
        guard case .status(let report) = answer else { return refused(answer) }
        StandardStreams.writeOutput(StatusText(report).text)
        return 0
    }

    /// - Parameter kinds: "--live", "--ready"; none: both.
    func health(_ kinds: [String]) -> Int32 {
        guard let answer = ask(.health) else { return 1 }
        guard case .health(let report) = answer else { return refused(answer) }
        if !kinds.isEmpty, !kinds.contains("--ready") {
            StandardStreams.writeOutput(report.isLive ? "live\n" : "not live\n")
            return report.isLive ? 0 : 1
        }
        for part in report.parts where !part.isReady { StandardStreams.writeDiagnostic("calico-node: \(part.name) is not ready: \(part.words)\n") }
        if report.isReady { StandardStreams.writeOutput("ready\n") }
        return report.isLive && report.isReady ? 0 : 1
    }

    private func refused(_ answer: NodeAnswer) -> Int32 {
        if case .failure(let words) = answer {
            StandardStreams.writeDiagnostic("calico-node: \(words)\n")
        } else {
            StandardStreams.writeDiagnostic("calico-node: the daemon gave an answer of another kind; is it of another version?\n")
        }
        return 1
    }
}
