public import Addresses
public import CNISpec
internal import JSON
internal import Slim

/// What this node knows of itself without asking anyone: its name and the podCIDRs the cluster gave it.
///
/// A small JSON file below the persistent folder, so that pods start after a reboot before any daemon does.
public struct NodeRecord: Hashable, Sendable {
    public var name: String?
    /// At most one a family, in the order given.
    public var podCIDRs: [IPPrefix]

    public init(name: String? = nil, podCIDRs: [IPPrefix] = []) {
        self.name = name
        self.podCIDRs = podCIDRs
    }

    public func podCIDR(_ family: IPAddress.Family) -> IPPrefix? { podCIDRs.first { $0.family == family } }

    /// Reads the record; an empty one when there is none.
    /// - Throws: ``CNIError/Code/inputOutput`` for a file that cannot be read or is not such a record.
    public static func read(_ paths: StatePaths) throws(CNIError) -> NodeRecord {
        let octets: [UInt8]
        do {
            octets = try StandardStreams.readFile(paths.nodeRecord)
        } catch {
            guard error.isNotThere else { throw unreadable(paths, "\(error)") }
            return NodeRecord()
        }
        let value: JSONValue
        do { value = try JSONValue(parsing: octets) } catch { throw unreadable(paths, "\(error)") }
        guard let members = value.object else { throw unreadable(paths, "it is \(value.kind), not an object") }
        let name = members["name"] ?? .null
        guard name.isNull || name.string != nil else { throw unreadable(paths, "name is \(name.kind), not a string") }
        let podCIDRs = members["podCIDRs"] ?? .null
        guard podCIDRs.isNull || podCIDRs.array != nil else { throw unreadable(paths, "podCIDRs is \(podCIDRs.kind), not an array") }
        var record = NodeRecord(name: name.string)
        for entry in podCIDRs.array ?? [] {
            guard let text = entry.string, let prefix = IPPrefix(text), prefix.isNetwork else {
                throw unreadable(paths, "podCIDRs holds \(entry.string ?? entry.kind), which is no network")
            }
            record.podCIDRs.append(prefix)
        }
        return record
    }

    /// Writes the record whole or not at all.
    public func write(_ paths: StatePaths) throws(CNIError) {
        let value: JSONValue = [
            "name": name.map(JSONValue.string) ?? .null, "podCIDRs": .array(podCIDRs.map { .string("\($0)") }),
        ]
        do {
            try SmallFile.replace(paths.nodeRecord, with: value.prettyText + "\n")
            if let name { try SmallFile.replace(paths.nodeName, with: name + "\n") }
        } catch {
            throw CNIError(
                .inputOutput, "the node record cannot be written",
                details: "\(error.step) \(error.path): \(error.reason); run as root and check that \(paths.persistent) is writable and not full")
        }
    }

    private static func unreadable(_ paths: StatePaths, _ reason: String) -> CNIError {
        CNIError(
            .inputOutput, "the node record cannot be read",
            details: "\(paths.nodeRecord): \(reason); write it anew with: calico-ipam node set --name NAME --pod-cidr CIDR[,CIDR]")
    }
}
