public import Addresses
public import CNISpec

/// The words a configuration may write where a subnet is due: they stand for what the cluster gave this node.
public enum PodCIDRKeyword: String, Sendable {
    case v4 = "usepodcidr"
    case v6 = "usepodcidripv6"

    /// nil when `text` is neither, in any case of letters.
    public init?(_ text: String) { self.init(rawValue: text.lowercased()) }

    public var family: IPAddress.Family { self == .v4 ? .v4 : .v6 }

    /// How people write it.
    public var word: String { self == .v4 ? "usePodCidr" : "usePodCidrIPv6" }

    /// - Throws: ``CNIError/Code/tryAgainLater`` when the record has no podCIDR of that family.
    public func subnet(_ record: NodeRecord, _ paths: StatePaths) throws(CNIError) -> IPPrefix {
        if let subnet = record.podCIDR(family) { return subnet }
        throw Self.missing("\"\(word)\" needs an IPv\(family.rawValue) podCIDR", record, paths)
    }

    /// The error for a node that has not been told its podCIDR.
    public static func missing(_ need: String, _ record: NodeRecord, _ paths: StatePaths) -> CNIError {
        let known = record.podCIDRs.isEmpty ? "none" : record.podCIDRs.map { "\($0)" }.joined(separator: ", ")
        return CNIError(
            .tryAgainLater, "this node has no such podCIDR yet",
            details: "\(need); \(paths.nodeRecord) has \(known): calico-node writes it, or run "
                + "`calico-ipam node set --pod-cidr CIDR[,CIDR]`")
    }
}
