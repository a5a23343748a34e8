internal import Addresses
internal import NodeStore
internal import Slim

/// The one record that `--ip` or `--network`, `--container` and `--interface` name.
enum AttachmentChoice {
    static let usage = "(--ip A | --network N --container ID [--interface IF]) [options]"
    static let options = [QueryOption.address, QueryOption.network, QueryOption.container, QueryOption.interface]

    /// - Parameters:
    ///   - context: Whose options are asked.
    ///   - nodeStore: nil when there is none, so nothing is recorded.
    ///   - verb: What is to be done, for errors.
    static func find(_ context: QueryContext, _ nodeStore: NodeStore?, to verb: String) throws(QueryFailure) -> Attachment {
        let attachments = try query("read the node store") { () throws(NodeStoreError) in try nodeStore?.attachments() } ?? []
        let arguments = context.arguments
        if let text = arguments.value(QueryOption.address) {
            guard let address = IPAddress(text) else {
                throw .usage("--ip: \"\(text)\" is no address", remedy: "write one such as 10.65.0.7 or fd00::7, without a prefix length")
            }
            guard AttachmentFilter(arguments).isEmpty else {
                throw .usage("--ip names one record", remedy: "leave --network, --container and --interface away")
            }
            let owners = attachments.filter { $0.addresses.contains { $0.address == address } }
            let remedy = "`\(context.commands.own("show --ip \(address)"))` tells how it stands"
            return try only(owners, "address \(address) is not recorded as used", remedy, verb)
        }
        guard let network = arguments.value(QueryOption.network), let container = arguments.value(QueryOption.container), !container.isEmpty else {
            throw .usage("it is not said which record", remedy: "give --ip A, or --network N and --container ID")
        }
        let matching = attachments.filter(AttachmentFilter(arguments).accepts)
        let exact = matching.filter { $0.key.containerID == container }
        let interface = arguments.value(QueryOption.interface).map { ", interface \($0)" } ?? ""
        return try only(
            exact.isEmpty ? matching : exact, "container \(container)\(interface), network \(network) is not recorded",
            "`\(context.commands.own("show -o wide"))` lists what is", verb)
    }

    private static func only(_ found: [Attachment], _ none: String, _ remedy: String, _ verb: String) throws(QueryFailure) -> Attachment {
        guard let first = found.first else { throw QueryFailure(verb, none, remedy: remedy) }
        guard found.count == 1 else {
            throw QueryFailure(
                verb, "\(found.count) records match: \(found.map { "\($0.key)" }.joined(separator: "; "))",
                remedy: "give the whole --container and --interface")
        }
        return first
    }
}
