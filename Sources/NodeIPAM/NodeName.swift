public import CNISpec
internal import Glibc
internal import JSON
internal import Slim

/// The name under which the cluster knows this node.
public enum NodeName {
    /// The `nodename` key, else the nodename file, else the node record, else, where the file is optional, the `hostname` key
    /// or the machine's host name in lower case.
    /// - Throws: ``CNIError/Code/tryAgainLater`` when nobody has told it yet, ``CNIError/Code/invalidConfiguration`` when it is no name.
    public static func resolve(_ configuration: NetworkConfiguration, _ paths: StatePaths, _ record: NodeRecord) throws(CNIError) -> String {
        let keys = configuration.raw
        if let name = keys["nodename"]?.string, !name.isEmpty { return try checked(name, from: "key nodename") }
        let file = keys["nodename_file"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? paths.nodeName
        if let octets = try? StandardStreams.readFile(file, limit: 4096) {
            let name = trimmed(String(decoding: octets, as: UTF8.self))
            if !name.isEmpty { return try checked(name, from: file) }
        }
        if let name = record.name, !name.isEmpty { return try checked(name, from: paths.nodeRecord) }
        guard keys["nodename_file_optional"]?.bool == true else {
            throw CNIError(
                .tryAgainLater, "this node has no name yet",
                details: "\(file) is missing or empty: calico-node writes it when it has started; without calico-node run "
                    + "`calico-ipam node set --name NAME`, or put \"nodename\" into the network configuration")
        }
        if let name = keys["hostname"]?.string, !name.isEmpty { return try checked(name, from: "key hostname") }
        return try checked(hostName().lowercased(), from: "the machine's host name")
    }

    private static func checked(_ text: String, from source: String) throws(CNIError) -> String {
        let name = trimmed(text)
        let wellFormed = name.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46 || $0 == 95
        }
        guard !name.isEmpty, wellFormed, name.utf8.count <= 253 else {
            throw CNIError(
                .invalidConfiguration, "the node name is not valid",
                details: "\(source) says \"\(name.prefix(80))\"; a name has 1 to 253 letters, digits, dots, dashes and underscores")
        }
        return name
    }

    private static func trimmed(_ text: String) -> String {
        let kept = text.utf8.drop { $0 <= 32 }
        var end = kept.endIndex
        while end > kept.startIndex, kept[kept.index(before: end)] <= 32 { end = kept.index(before: end) }
        return String(decoding: kept[..<end], as: UTF8.self)
    }

    private static func hostName() -> String {
        var text = [CChar](repeating: 0, count: 256)
        guard gethostname(&text, 255) == 0 else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
