/// Where the node daemon listens.
enum DaemonSocket {
    static let defaultPath = "/run/calico/calico-node.sock"
    static let variable = "CALICO_STATE_DIR"

    /// - Parameters:
    ///   - given: With `--socket`; wins.
    ///   - environment: Answers with a variable's value. With a state folder D in `CALICO_STATE_DIR` it is D/run/calico-node.sock.
    static func path(given: String?, environment: (String) -> String?) throws(CommandFailure) -> String {
        if let given {
            guard !given.isEmpty else { throw CommandFailure("--socket is empty; write the path of calico-node's socket", status: .usage) }
            return given
        }
        guard var folder = environment(variable), !folder.isEmpty else { return defaultPath }
        guard folder.utf8.first == UInt8(ascii: "/") else {
            throw CommandFailure("\(variable) is \"\(folder)\"; write a path that begins with /")
        }
        while folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
        return folder + "/run/calico-node.sock"
    }
}
