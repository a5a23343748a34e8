internal import NodeProtocol

/// One question to the node daemon.
enum NodeQuestion {
    /// - Throws: Words of the client when the daemon cannot be asked, and the daemon's own when it refuses.
    static func ask(_ request: NodeRequest, at path: String) throws(CommandFailure) -> NodeAnswer {
        let answer: NodeAnswer
        do throws(NodeClientError) {
            var client = try NodeClient(path: path)
            answer = try client.ask(request)
        } catch { throw CommandFailure("\(error)") }
        if case .failure(let words) = answer { throw CommandFailure("calico-node: \(TextTable.plain(words))") }
        return answer
    }

    static func status(at path: String) throws(CommandFailure) -> NodeStatusReport {
        guard case .status(let report) = try ask(.status, at: path) else { throw mismatch(path, "its status") }
        return report
    }

    static func routes(_ query: RouteQuery, at path: String) throws(CommandFailure) -> [RouteReportEntry] {
        guard case .routes(let entries) = try ask(.routes(query), at: path) else { throw mismatch(path, "routes") }
        return entries
    }

    private static func mismatch(_ path: String, _ what: String) -> CommandFailure {
        CommandFailure("what answers at \(path) was asked for \(what) and told something else; are calicoctl and calico-node of one release?")
    }
}
