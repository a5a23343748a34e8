internal import JSON
internal import NodeStore
internal import Slim

/// `calico-ipam dump`: the whole node store as JSON.
enum DumpCommand {
    static let declaration = Arguments.Command(
        "dump", "Prints the whole node store as JSON",
        notes: ["Times are nanoseconds since boot. Without a node store the object is empty."])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        guard let nodeStore = try context.openStore() else {
            try context.print(JSONValue.object(JSONObject()))
            return 0
        }
        try context.print(try query("read the node store") { () throws(NodeStoreError) in try nodeStore.dump() })
        return 0
    }
}
