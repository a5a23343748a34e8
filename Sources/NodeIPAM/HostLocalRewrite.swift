internal import Addresses
public import CNISpec
public import JSON

/// The magic subnets of a delegated `host-local` section, replaced before it is handed on.
public enum HostLocalRewrite {
    /// The `ipam` object with `usePodCidr` and `usePodCidrIPv6` in `subnet` and `ranges[][].subnet` replaced by the node's podCIDRs.
    /// Members it does not know survive.
    public static func withPodCIDRs(_ ipam: JSONObject, _ record: NodeRecord, _ paths: StatePaths) throws(CNIError) -> JSONObject {
        try rewritten(ipam) { (keyword) throws(CNIError) in "\(try keyword.subnet(record, paths))" }
    }

    /// The same for DEL, which must work on a node that has lost its podCIDR: any network will do there.
    public static func forRemoval(_ ipam: JSONObject) -> JSONObject {
        (try? rewritten(ipam) { (keyword) throws(CNIError) in keyword == .v4 ? "0.0.0.0/0" : "::/0" }) ?? ipam
    }

    private static func rewritten(_ ipam: JSONObject, _ subnet: (PodCIDRKeyword) throws(CNIError) -> String) throws(CNIError) -> JSONObject {
        var ipam = try replaced(ipam, subnet)
        guard let sets = ipam["ranges"]?.array else { return ipam }
        var newSets: [JSONValue] = []
        for set in sets {
            guard let entries = set.array else {
                newSets.append(set)
                continue
            }
            var newEntries: [JSONValue] = []
            for entry in entries {
                if let members = entry.object { newEntries.append(.object(try replaced(members, subnet))) } else { newEntries.append(entry) }
            }
            newSets.append(.array(newEntries))
        }
        ipam["ranges"] = .array(newSets)
        return ipam
    }

    private static func replaced(_ members: JSONObject, _ subnet: (PodCIDRKeyword) throws(CNIError) -> String) throws(CNIError) -> JSONObject {
        guard let text = members["subnet"]?.string, let keyword = PodCIDRKeyword(text) else { return members }
        var members = members
        members["subnet"] = .string(try subnet(keyword))
        return members
    }
}
