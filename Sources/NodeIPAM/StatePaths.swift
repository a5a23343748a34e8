public import CNISpec
internal import JSON

/// Where a node keeps its state: all of it moves with one setting, so that several nodes fit on one machine.
///
/// | | default | with a state folder D |
/// |---|---|---|
/// | outlives a reboot: node name, MTU, node record | /var/lib/calico | D |
/// | gone with a reboot: node store, sockets | /run/calico | D/run |
public struct StatePaths: Hashable, Sendable {
    /// What outlives a reboot.
    public let persistent: String
    /// What a reboot ends.
    public let volatile: String

    /// Octets of a unix socket's path: `sun_path` less its NUL (linux/un.h).
    public static let longestSocketPath = 107

    /// - Parameters:
    ///   - configured: The `state_dir` key; wins over the environment.
    ///   - environment: `CALICO_STATE_DIR`.
    /// - Throws: ``CNIError/Code/invalidConfiguration`` when the folder is relative or so deep that no socket fits in it.
    public init(configured: String?, environment: String?) throws(CNIError) {
        guard let folder = Self.folder(configured) ?? Self.folder(environment) else {
            persistent = "/var/lib/calico"
            volatile = "/run/calico"
            return
        }
        guard folder.utf8.first == UInt8(ascii: "/") else {
            throw CNIError(
                .invalidConfiguration, "state_dir is not an absolute path",
                details: "state_dir is \"\(folder)\"; write a path that begins with /")
        }
        persistent = folder
        volatile = folder == "/" ? "/run" : "\(folder)/run"
        guard daemonSocket.utf8.count <= Self.longestSocketPath else {
            throw CNIError(
                .invalidConfiguration, "state_dir is too long for a unix socket",
                details: "\(daemonSocket) has \(daemonSocket.utf8.count) octets, a socket path has \(Self.longestSocketPath) at most; "
                    + "choose a state_dir shorter by \(daemonSocket.utf8.count - Self.longestSocketPath)")
        }
    }

    /// The paths of a configuration: `state_dir` at the top, or inside `ipam` when another main plugin calls.
    public init(configuration: NetworkConfiguration, environment: String?) throws(CNIError) {
        var key = configuration.raw["state_dir"]
        if key == nil || key?.isNull == true { key = configuration.ipam?["state_dir"] }
        if key?.isNull == true { key = nil }
        guard key == nil || key?.string != nil else {
            throw CNIError(
                .invalidConfiguration, "state_dir is not a string",
                details: "state_dir is \(key?.kind ?? ""); write an absolute path such as \"/var/lib/calico\"")
        }
        try self.init(configured: key?.string, environment: environment)
    }

    /// Without trailing slashes; nil when empty.
    private static func folder(_ text: String?) -> String? {
        guard var text, !text.isEmpty else { return nil }
        while text.utf8.count > 1, text.utf8.last == UInt8(ascii: "/") { text.removeLast() }
        return text
    }

    public var nodeName: String { "\(persistent)/nodename" }
    public var mtu: String { "\(persistent)/mtu" }
    public var nodeRecord: String { "\(persistent)/node.json" }
    public var nodeStore: String { "\(volatile)/nodestore" }
    public var daemonSocket: String { "\(volatile)/calico-node.sock" }
}
