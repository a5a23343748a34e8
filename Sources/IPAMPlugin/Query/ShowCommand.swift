internal import Addresses
internal import CNISpec
internal import IPAM
internal import JSON
internal import NodeIPAM
internal import NodeStore
internal import Slim

/// `calico-ipam show`: ranges, attachments, or one address.
enum ShowCommand {
    static let declaration = Arguments.Command(
        "show", "Shows which addresses are used, by whom, and which are free",
        notes: [
            """
            Without a filter: every range with its addresses counted by state; with `-o wide` the containers too.
            With --pod, --container or --network: the containers that match. With --ip: how that address stands.
            """,
            """
            Ranges come from the runtime's network configurations, the node record and the records of containers.
            RESERVED addresses are never handed out: network, broadcast, gateway and excluded ones.
            OUTSIDE are addresses in use that the range itself would not hand out.
            """,
        ],
        options: [
            QueryOption.address, QueryOption.pod, QueryOption.container, QueryOption.network, QueryOption.configuration, QueryOption.wideOutput,
        ])

    static func run(_ context: QueryContext) throws(QueryFailure) -> Int32 {
        let filter = AttachmentFilter(context.arguments)
        var asked: IPAddress?
        if let text = context.arguments.value(QueryOption.address) {
            guard let address = IPAddress(text) else {
                throw .usage("--ip: \"\(text)\" is no address", remedy: "write one such as 10.65.0.7 or fd00::7, without a prefix length")
            }
            guard filter.isEmpty else { throw .usage("--ip asks about one address", remedy: "leave --pod, --container and --network away") }
            asked = address
        }
        let view = try NodeView(context)
        if let asked {
            let answer = AddressAnswer(asked, view.networks(withPodCIDRs: true), view.attachments, view.addresses, now: view.now)
            if context.wantsJSON { try context.print(answer.json(now: view.now)) } else { try context.print(answer.text + "\n") }
            return 0
        }
        let attachments = view.attachments.filter(filter.accepts)
        // A question about containers has no ranges in its answer; one about a network has that network's.
        let asksForContainers = filter.pod != nil || filter.container != nil
        let ranges = asksForContainers ? [] : view.ranges.filter { row in filter.network.map(row.networks.contains) ?? true }
        switch context.arguments.value(QueryOption.wideOutput) {
        case "json":
            try context.print(["ranges": .array(ranges.map(\.json)), "attachments": .array(attachments.map { $0.listing(now: view.now) })])
        case "wide":
            if !ranges.isEmpty { try context.print(table(of: ranges) + "\n") }
            try context.print(table(of: attachments, isWide: true, now: view.now))
        default:
            try context.print(filter.isEmpty ? table(of: ranges) : table(of: attachments, isWide: false, now: view.now))
        }
        return 0
    }

    private static func table(of ranges: [RangeUsage]) -> String {
        var table = TextTable(
            ["NETWORK", "RANGE", "CAPACITY", "USED", "FREE", "COOLING", "RESERVED", "OUTSIDE"],
            numbers: ["CAPACITY", "USED", "FREE", "COOLING", "RESERVED", "OUTSIDE"])
        for row in ranges {
            let usage = row.usage
            table.append([
                row.networks.joined(separator: ","), row.name, "\(usage.capacity)", "\(usage.used)", "\(usage.free)", "\(usage.cooling)",
                "\(row.reserved)", "\(usage.ownedOutside)",
            ])
        }
        return table.text
    }

    private static func table(of attachments: [Attachment], isWide: Bool, now: UInt64) -> String {
        let columns = ["NETWORK", "CONTAINER", "INTERFACE", "POD", "ADDRESSES", "HOST-INTERFACE", "AGE"]
        var table = TextTable(isWide ? columns + ["MAC", "MTU", "NETNS", "IPAM"] : columns)
        for attachment in attachments {
            let key = attachment.key
            let row = [
                key.network, key.containerID, key.interface, attachment.podName ?? "", attachment.addressList, attachment.hostInterface ?? "",
                Age.text(Age.seconds(from: attachment.created, to: now)),
            ]
            let more = [
                attachment.mac.map { "\($0)" } ?? "", attachment.mtu.map { "\($0)" } ?? "", attachment.netns ?? "", attachment.ipamType ?? "",
            ]
            table.append(isWide ? row + more : row)
        }
        return table.text
    }
}
