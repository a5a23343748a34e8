internal import JSON
internal import Model

extension KindTable {
    static let bgpConfiguration = KindTable(
        "NAME LOGSEVERITY MESHENABLED ASNUMBER",
        [
            .spec("LOGSEVERITY", "logSeverityScreen"), .spec("MESHENABLED", "nodeToNodeMeshEnabled", absent: "-"),
            .spec("ASNUMBER", "asNumber", absent: "-"),
        ])

    static let bgpFilter = KindTable(
        "NAME NUMEXPORTV4 NUMIMPORTV4 NUMEXPORTV6 NUMIMPORTV6",
        [
            .count("NUMEXPORTV4", "exportV4"), .count("NUMIMPORTV4", "importV4"), .count("NUMEXPORTV6", "exportV6"),
            .count("NUMIMPORTV6", "importV6"),
        ])

    static let bgpPeer = KindTable(
        "NAME PEERIP NODE ASN",
        [
            .spec("PEERIP", "peerIP"),
            TableColumn("NODE") { resource, _ in
                let place = ["node", "nodeSelector"].compactMap { resource.spec[$0]?.string }.first { !$0.isEmpty }
                return place ?? "(global)"
            },
            .spec("ASN", "asNumber", absent: "0"),
        ])
}
