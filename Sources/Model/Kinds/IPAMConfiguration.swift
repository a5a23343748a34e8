internal import JSON

/// How addresses are given out in the whole cluster.
public typealias IPAMConfiguration = Resource<IPAMConfigurationKind>

public enum IPAMConfigurationKind: ResourceKind {
    public typealias Spec = IPAMConfigurationSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "IPAMConfiguration", plural: "ipamconfigurations", aliases: ["ipamconfig", "ipamconfigs"], names: .only("default"),
        storage: .ipamConfiguration,
        spec: IPAMConfigurationSpec.schema, doc: "How nodes take blocks of addresses from pools, and when a released address may be used again.")
}

public struct IPAMConfigurationSpec: Fields {
    public static let schema = Schema(
        IPAMConfigurationSpec(),
        [
            CrossFieldRule("autoAllocateBlocks", "must be true where strictAffinity is false: nodes could take neither blocks nor others' addresses")
            {
                $0.strictAffinity == true || $0.autoAllocateBlocks == true
            },
            CrossFieldRule("maxBlocksPerHost", "must be 0 where strictAffinity is false: a node with all its blocks would borrow from others") {
                $0.strictAffinity == true || $0.maxBlocksPerHost ?? 0 == 0
            },
        ])

    public let strictAffinity = Field.flag(
        "strictAffinity", .written(false), doc: "Nodes take addresses from their own blocks only and borrow none from others.")
    public let autoAllocateBlocks = Field.flag(
        "autoAllocateBlocks", .written(true), doc: "A node whose blocks are full takes a new one.")
    public let maxBlocksPerHost = Field.integer(
        "maxBlocksPerHost", .dropsZero, in: 0...1_000_000, unit: "blocks", doc: "The most blocks that one node may have; 0 or absent: 20.")
    public let kubeVirtVMAddressPersistence: Field<Toggle> = .choice(
        "kubeVirtVMAddressPersistence", .assumed("Enabled"), doc: "A KubeVirt virtual machine keeps its addresses when its pod is replaced.")
    public let ipCooldownSeconds = Field.integer(
        "ipCooldownSeconds", .dropsZero, in: 0...1200, unit: "seconds",
        doc: "How long a released address rests before it is given out again, in seconds; 0 or absent: not at all.")
}
