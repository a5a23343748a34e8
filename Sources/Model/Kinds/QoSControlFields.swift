internal import JSON

/// Bounds of what a workload gets (ingress) and sends (egress); absent or 0: none.
public struct QoSControlFields: Fields {
    public static let schema = Schema(
        QoSControlFields(),
        ["ingress", "egress"].flatMap { direction in
            [
                needs("\(direction)Burst", "\(direction)Bandwidth"), needs("\(direction)Peakrate", "\(direction)Bandwidth"),
                needs("\(direction)Minburst", "\(direction)Peakrate"), needs("\(direction)PacketBurst", "\(direction)PacketRate"),
                CrossFieldRule("\(direction)Peakrate", "must be more than \(direction)Bandwidth") { controls in
                    guard let peak = controls.object["\(direction)Peakrate"]?.integer, let rate = controls.object["\(direction)Bandwidth"]?.integer
                    else {
                        return true
                    }
                    return peak > rate
                },
            ]
        })

    public let ingressBandwidth = Field.integer("ingressBandwidth", .dropsZero, in: bandwidth, doc: "Bits a second that the workload gets.")
    public let ingressBurst = Field.integer(
        "ingressBurst", .dropsZero, in: burst, doc: "Bits that the workload may get at once above its bandwidth; absent: 4294967296.")
    public let ingressPeakrate = Field.integer("ingressPeakrate", .dropsZero, in: peakrate, doc: "Bits a second during a burst; absent: no bound.")
    public let ingressMinburst = Field.integer("ingressMinburst", .dropsZero, in: minburst, doc: "Octets of the smallest burst; absent: the MTU.")
    public let egressBandwidth = Field.integer("egressBandwidth", .dropsZero, in: bandwidth, doc: "Bits a second that the workload sends.")
    public let egressBurst = Field.integer(
        "egressBurst", .dropsZero, in: burst, doc: "Bits that the workload may send at once above its bandwidth; absent: 4294967296.")
    public let egressPeakrate = Field.integer("egressPeakrate", .dropsZero, in: peakrate, doc: "Bits a second during a burst; absent: no bound.")
    public let egressMinburst = Field.integer("egressMinburst", .dropsZero, in: minburst, doc: "Octets of the smallest burst; absent: the MTU.")
    public let ingressPacketRate = Field.integer("ingressPacketRate", .dropsZero, in: packets, doc: "Packets a second that the workload gets.")
    public let ingressPacketBurst = Field.integer(
        "ingressPacketBurst", .dropsZero, in: packets, doc: "Packets that the workload may get at once above the rate; absent: 5.")
    public let egressPacketRate = Field.integer("egressPacketRate", .dropsZero, in: packets, doc: "Packets a second that the workload sends.")
    public let egressPacketBurst = Field.integer(
        "egressPacketBurst", .dropsZero, in: packets, doc: "Packets that the workload may send at once above the rate; absent: 5.")
    public let ingressMaxConnections = Field.integer(
        "ingressMaxConnections", .dropsZero, in: connections, doc: "The most connections to the workload.")
    public let egressMaxConnections = Field.integer(
        "egressMaxConnections", .dropsZero, in: connections, doc: "The most connections from the workload.")
    public let dscp = Field.codePoint("dscp", doc: "The code point that packets to outside the cluster get.")

    private static let bandwidth: ClosedRange<Int64> = 1000...1_000_000_000_000_000
    private static let burst: ClosedRange<Int64> = 1000...34_359_738_360
    private static let peakrate: ClosedRange<Int64> = 1010...1_010_000_000_000_000
    private static let minburst: ClosedRange<Int64> = 1000...100_000_000
    private static let packets: ClosedRange<Int64> = 1...10_000
    private static let connections: ClosedRange<Int64> = 1...4_294_967_295

    private static func needs(_ field: String, _ other: String) -> CrossFieldRule<QoSControlFields> {
        CrossFieldRule(field, "has no effect without \(other); set that too") { $0.object[field] == nil || $0.object[other] != nil }
    }
}
