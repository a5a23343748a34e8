internal import JSON

/// Sizes of the BPF programs' tables in the kernel. A change of a size empties the table.
public struct FelixBPFMapFields: Fields {
    public static let schema = Schema(FelixBPFMapFields())

    public let bpfMapSizeNATFrontend = Field.integer(
        "bpfMapSizeNATFrontend", .assumed(65_536), in: size, doc: "Entries for services: each port of each of a service's addresses needs one.")
    public let bpfMapSizeNATBackend = Field.integer(
        "bpfMapSizeNATBackend", .assumed(262_144), in: size, doc: "Entries for what services lead to: each port of each endpoint needs one.")
    public let bpfMapSizeNATAffinity = Field.integer(
        "bpfMapSizeNATAffinity", .assumed(65_536), in: size, doc: "Entries for clients that come back to the same endpoint of a service.")
    public let bpfMapSizeRoute = Field.integer(
        "bpfMapSizeRoute", .assumed(262_144), in: size, doc: "Entries for routes: each workload needs one, each node a few.")
    public let bpfMapSizeConntrack = Field.integer(
        "bpfMapSizeConntrack", .assumed(512_000), in: size, doc: "Entries for connections: each needs one or two.")
    public let bpfMapSizePerCpuConntrack = Field.integer(
        "bpfMapSizePerCpuConntrack", .assumed(0), .settingName("BPFMapSizePerCPUConntrack"), in: 0...4_294_967_295,
        doc: "Entries for connections for each processor, instead of bpfMapSizeConntrack; 0: that holds.")
    public let bpfMapSizeConntrackScaling = Field.word(
        "bpfMapSizeConntrackScaling", .assumed("DoubleIfFull"), of: ["Disabled", "DoubleIfFull"],
        doc: "Whether the table of connections grows when it is full.")
    public let bpfMapSizeConntrackCleanupQueue = Field.integer(
        "bpfMapSizeConntrackCleanupQueue", .assumed(100_000), in: size, doc: "Entries for old connections that wait for their removal.")
    public let bpfMapSizeIPSets = Field.integer(
        "bpfMapSizeIPSets", .assumed(1_048_576), in: size, doc: "Entries for selectors of policies: each address that one selects needs one.")
    public let bpfMapSizeIfState = Field.integer(
        "bpfMapSizeIfState", .assumed(1000), in: size, doc: "Entries for interfaces: each of the node and its workloads needs one.")

    private static let size: ClosedRange<Int64> = 1...4_294_967_295
}
