internal import Addresses
internal import CNISpec
internal import IPAM
internal import JSON
internal import NodeIPAM
internal import NodeStore
internal import Slim

/// `calico-ipam node set`: writes the node record.
enum NodeSetCommand {
    static let declaration = Arguments.Command(
        "set", "Sets the node's name and pod networks", usage: "[--name NAME] [--pod-cidr CIDR[,CIDR]]",
        notes: [
            """
            What is not given stays as it is. Containers with addresses outside new pod networks keep them until they
            are deleted. Where calico-node runs, it writes the record itself.
            """
        ],
        options: [QueryOption.name, QueryOption.podCIDRs])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        let name = context.arguments.value(QueryOption.name)
        let networks = try context.arguments.value(QueryOption.podCIDRs).map { (text) throws(QueryFailure) in try podCIDRs(text) }
        guard name != nil || networks != nil else {
            throw .usage("there is nothing to set", remedy: "give --name NAME, --pod-cidr CIDR[,CIDR] or both")
        }
        if let name { try checkName(name, context.paths) }
        var record = NodeRecord()
        do throws(CNIError) {
            record = try NodeRecord.read(context.paths)
        } catch {
            // Both parts are given: a damaged record is simply replaced.
            guard name != nil, networks != nil else { throw QueryFailure("read the node record", error) }
        }
        record.name = name ?? record.name
        record.podCIDRs = networks ?? record.podCIDRs
        do throws(CNIError) { try record.write(context.paths) } catch { throw QueryFailure("write the node record", error) }
        if networks != nil { warnOfAddresses(outside: record.podCIDRs, context) }
        return 0
    }

    /// At most one network a family, each one that addresses can be taken from.
    static func podCIDRs(_ text: String) throws(QueryFailure) -> [IPPrefix] {
        var networks: [IPPrefix] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: text.isEmpty) {
            guard let network = IPPrefix(String(word)) else {
                throw .usage("--pod-cidr: \"\(word)\" is no network", remedy: "write an address and a prefix length such as 10.65.0.0/24")
            }
            do throws(PoolError) {
                _ = try AddressPool(ranges: [AddressPool.Range(subnet: network)])
            } catch {
                throw .usage("--pod-cidr: \(error)", remedy: "nothing was changed")
            }
            if let other = networks.first(where: { $0.family == network.family }) {
                throw .usage("--pod-cidr: \(other) and \(network) are both IPv\(network.family.rawValue)", remedy: "give one network a family")
            }
            networks.append(network)
        }
        return networks
    }

    private static func checkName(_ name: String, _ paths: StatePaths) throws(QueryFailure) {
        let wanted: JSONValue = ["name": "check", "nodename": .string(name)]
        do throws(CNIError) {
            let configuration = try NetworkConfiguration(parsing: Array(wanted.text.utf8), verb: .del)
            guard !name.isEmpty, try NodeName.resolve(configuration, paths, NodeRecord()) == name else {
                throw CNIError(.invalidConfiguration, "", details: "")
            }
        } catch {
            throw .usage(
                "--name: \"\(name)\" is no node name", remedy: "a name has 1 to 253 letters, digits, dots, dashes and underscores")
        }
    }

    /// The record is written: what hinders the look at the node store is told and changes nothing.
    private static func warnOfAddresses(outside networks: [IPPrefix], _ context: QueryContext) {
        do throws(QueryFailure) {
            guard let nodeStore = try context.openStore() else { return }
            let attachments = try query("read the node store") { () throws(NodeStoreError) in try nodeStore.attachments() }
            let outside = attachments.flatMap(\.addresses).map(\.address).filter { address in !networks.contains { $0.contains(address) } }
            guard !outside.isEmpty else { return }
            let shown = outside.sorted().prefix(5).map { "\($0)" }.joined(separator: ", ") + (outside.count > 5 ? ", ..." : "")
            let verb = outside.count == 1 ? "address in use lies" : "addresses in use lie"
            QueryContext.tell("note: \(outside.count) \(verb) outside the pod networks now (\(shown)); they stay until their containers are deleted")
        } catch {
            QueryContext.tell("look for addresses outside the pod networks: \(error.happened)")
        }
    }
}
