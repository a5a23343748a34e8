internal import CNISpec
internal import Glibc
internal import Model
internal import NodeIPAM
public import NodeSettings
internal import Slim

/// The name under which the cluster knows the node.
public enum NodeNaming {
    /// The option, else the nodename file, else the node record, else HOSTNAME, else the machine's name; those two in lower case.
    ///
    /// - Throws: ``StartupError/Kind/name`` when it is no name, or another than the nodename file has: plugins would go by that one.
    public static func resolve(
        _ settings: NodeConfiguration, _ paths: NodePaths, environment: [String: String]
    ) throws(StartupError) -> String {
        let (file, record) = (try stored(paths.state.nodeName), try recorded(paths))
        if let file, let record, file != record {
            throw StartupError(
                .name, "this machine's files know the node by two names",
                "\(paths.state.nodeName) says \"\(file)\" and \(paths.state.nodeRecord) says \"\(record)\"; remove the one that is wrong")
        }
        let place = file == nil ? paths.state.nodeRecord : paths.state.nodeName
        if let name = settings.nodeName.map(trimmed), !name.isEmpty {
            if let before = file ?? record, before != name {
                let files = [file.map { _ in paths.state.nodeName }, record.map { _ in paths.state.nodeRecord }].compactMap { $0 }
                throw StartupError(
                    .name, "the node has another name than before",
                    "nodeName (NODENAME) is \"\(name)\" and \(place) says \"\(before)\"; pods' records are under that name. "
                        + "Drop the option, or when no pod runs remove \(files.joined(separator: " and "))")
            }
            return try checked(name, "nodeName (NODENAME)")
        }
        if let before = file ?? record { return try checked(before, place) }
        if let host = environment["HOSTNAME"].map(trimmed), !host.isEmpty { return try checked(host.lowercased(), "HOSTNAME") }
        return try checked(trimmed(machineName).lowercased(), "the machine's name")
    }

    /// The name in the node record; nil when it has none.
    private static func recorded(_ paths: NodePaths) throws(StartupError) -> String? {
        do throws(CNIError) {
            guard let name = try NodeRecord.read(paths.state).name.map(trimmed), !name.isEmpty else { return nil }
            return name
        } catch { throw StartupError(.file, "the node's name cannot be read", "\(error.message): \(error.details)") }
    }

    private static func stored(_ path: String) throws(StartupError) -> String? {
        do throws(StandardStreams.ReadError) {
            let text = trimmed(String(decoding: try StandardStreams.readFile(path, limit: 4096), as: UTF8.self))
            return text.isEmpty ? nil : text
        } catch {
            guard error.isNotThere else { throw StartupError(.file, "the node's name cannot be read", "\(path): \(error)") }
            return nil
        }
    }

    private static func checked(_ name: String, _ place: String) throws(StartupError) -> String {
        guard Name.isSubdomain(name) else {
            throw StartupError(
                .name, "the node's name is not allowed",
                "\(place) is \"\(name)\"; a name has lower-case letters, digits, - and ., at most 253. Set nodeName (NODENAME) to such a one")
        }
        return name
    }

    private static var machineName: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress, gethostname(start, 255) == 0 else { return "" }
            buffer[255] = 0
            return String(cString: start)
        }
    }

    /// Without blanks, tabs and line ends at either end.
    static func trimmed(_ text: String) -> String {
        let inner = text.unicodeScalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }.reversed()
        return String(String.UnicodeScalarView(inner))
    }
}
