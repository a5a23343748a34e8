internal import CNISpec
internal import JSON
internal import NodeIPAM
internal import Slim

/// `calico-ipam node show`: the node record.
enum NodeShowCommand {
    static let declaration = Arguments.Command(
        "show", "Shows the node's name and pod networks", options: [QueryOption.output])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        let record: NodeRecord
        do throws(CNIError) { record = try NodeRecord.read(context.paths) } catch { throw QueryFailure("read the node record", error) }
        let networks = record.podCIDRs.map { "\($0)" }
        guard !context.wantsJSON else {
            try context.print([
                "name": record.name.map(JSONValue.string) ?? .null, "podCIDRs": .array(networks.map(JSONValue.string)),
                "file": .string(context.paths.nodeRecord), "nodeStore": .string(context.paths.nodeStore),
            ])
            return 0
        }
        var table = TextTable(["NAME", "POD-CIDRS", "FILE", "NODE-STORE"])
        table.append([record.name ?? "", networks.joined(separator: ","), context.paths.nodeRecord, context.paths.nodeStore])
        try context.print(table.text)
        return 0
    }
}
