extension KindTable {
    static let ipPool = KindTable(
        "NAME CIDR SELECTOR", wide: "NAME CIDR NAT IPIPMODE VXLANMODE DISABLED DISABLEBGPEXPORT SELECTOR ASSIGNMENTMODE",
        [
            .spec("CIDR", "cidr"), .spec("NAT", "natOutgoing", absent: "false"), .spec("IPIPMODE", "ipipMode", absent: "Never"),
            .spec("VXLANMODE", "vxlanMode", absent: "Never"), .spec("DISABLED", "disabled", absent: "false"),
            .spec("DISABLEBGPEXPORT", "disableBGPExport", absent: "false"), .spec("SELECTOR", "nodeSelector"),
            .spec("ASSIGNMENTMODE", "assignmentMode"),
        ])

    static let ipReservation = KindTable("NAME", wide: "NAME CIDRS", [.joined("CIDRS", "reservedCIDRs", limit: 80)])

    static let ipamConfiguration = KindTable(
        "NAME STRICTAFFINITY AUTOALLOCATEBLOCKS", wide: "NAME STRICTAFFINITY AUTOALLOCATEBLOCKS MAXBLOCKSPERHOST",
        [
            .spec("STRICTAFFINITY", "strictAffinity", absent: "false"), .spec("AUTOALLOCATEBLOCKS", "autoAllocateBlocks", absent: "false"),
            .spec("MAXBLOCKSPERHOST", "maxBlocksPerHost", absent: "0"),
        ])

    static let blockAffinity = KindTable(
        "NAME NODE CIDR STATE", [.spec("NODE", "node"), .spec("CIDR", "cidr"), .spec("STATE", "state"), .spec("TYPE", "type")])

    static let ipamBlock = KindTable("NAME CIDR AFFINITY", [.spec("CIDR", "cidr"), .spec("AFFINITY", "affinity")])

    static let ipamHandle = KindTable("NAME HANDLEID", [.spec("HANDLEID", "handleID")])
}
