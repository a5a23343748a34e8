public import Addresses
internal import JSON

/// A range of addresses for pods, tunnels or load balancers.
public typealias IPPool = Resource<IPPoolKind>

public enum IPPoolKind: ResourceKind {
    public typealias Spec = IPPoolSpec
    public typealias Status = IPPoolStatus

    public static let kind = Kind(
        "IPPool", plural: "ippools", aliases: ["ipp", "ipps", "pool", "pools"], spec: IPPoolSpec.schema, status: IPPoolStatus.schema,
        doc: "A range of addresses from which pods get theirs, with how their traffic leaves the node.",
        prepare: { resource in
            var pool = Object<IPPoolSpec>(resource.spec)
            guard pool.blockSize == nil, let cidr = pool.cidr else { return }
            pool.blockSize = cidr.family == .v4 ? 26 : 122
            resource.spec = pool.object
        },
        checkChange: { old, new, inspection in
            let (before, after) = (Object<IPPoolSpec>(old.spec), Object<IPPoolSpec>(new.spec))
            let (was, isNow) = (before.allowedUses?.contains(.loadBalancer) == true, after.allowedUses?.contains(.loadBalancer) == true)
            guard was != isNow else { return }
            let words = "must \(was ? "keep" : "not get") LoadBalancer: addresses of services and of workloads are kept apart; create another pool"
            inspection.refuse(new.spec["allowedUses"], words, at: [.member("spec"), .member("allowedUses")])
        })
}

public struct IPPoolSpec: Fields {
    public static let schema = Schema(
        IPPoolSpec(),
        [
            CrossFieldRule("ipipMode", "must be Never where vxlanMode is not: a packet has one encapsulation") {
                $0.ipipMode == .never || $0.vxlanMode == .never
            },
            CrossFieldRule("ipipMode", "must be Never: IP in IP carries IPv4 only") { $0.cidr?.family != .v6 || $0.ipipMode == .never },
            CrossFieldRule("cidr", "overlaps the link-local range 169.254.0.0/16 or fe80::/10") { spec in
                guard let cidr = spec.cidr else { return true }
                return !reserved.contains { $0.overlaps(cidr) }
            },
            CrossFieldRule("blockSize", "must be 20 to 32 in an IPv4 pool, 116 to 128 in an IPv6 pool") { spec in
                guard let size = spec.blockSize, let cidr = spec.cidr else { return true }
                return (cidr.family == .v4 ? 20...32 : 116...128).contains(size)
            },
            CrossFieldRule("cidr", "is smaller than one block (blockSize 26 or 122 unless given); disable the pool or choose a larger blockSize") {
                spec in
                guard let cidr = spec.cidr, spec.disabled != true else { return true }
                return cidr.length <= spec.blockSize ?? (cidr.family == .v4 ? 26 : 122)
            },
            CrossFieldRule(
                "namespaceSelector", "must not be set where allowedUses has Tunnel, as it has unless given: a tunnel belongs to no namespace"
            ) {
                $0.namespaceSelector == nil || !($0.allowedUses ?? []).contains(.tunnel)
            },
            CrossFieldRule("allowedUses", "must have LoadBalancer alone, with no encapsulation, no disableBGPExport, and nodeSelector all()") {
                spec in
                guard let uses = spec.allowedUses, uses.contains(.loadBalancer) else { return true }
                return uses.count == 1 && spec.vxlanMode == .never && spec.ipipMode == .never && spec.disableBGPExport != true
                    && spec.nodeSelector == "all()"
            },
        ])

    private static let reserved = ["169.254.0.0/16", "fe80::/10"].compactMap { IPPrefix($0) }

    public let cidr = Field.prefix(
        "cidr", .required, .immutable, isMasked: true, keepsText: false, doc: "The range of addresses, for example 10.65.0.0/16.")
    public let vxlanMode: Field<EncapsulationMode> = .choice("vxlanMode", .written("Never"), doc: "When packets between nodes travel in VXLAN.")
    public let ipipMode: Field<EncapsulationMode> = .choice("ipipMode", .written("Never"), doc: "When packets between nodes travel in IP in IP.")
    public let natOutgoing = Field.flag(
        "natOutgoing", .dropsZero, doc: "Packets to addresses outside all pools get the node's source address. Absent: false.")
    public let disabled = Field.flag("disabled", .dropsZero, doc: "No new addresses are taken from the pool. Absent: false.")
    public let disableBGPExport = Field.flag("disableBGPExport", .dropsZero, doc: "Routes into the pool are not told to BGP peers. Absent: false.")
    public let blockSize = Field.integer(
        "blockSize", .immutable, .dropsZero, in: 20...128, unit: "bits",
        doc: "Prefix length of the blocks that nodes take from the pool: 20 to 32 (26 unless given), in IPv6 116 to 128 (122).")
    public let nodeSelector = Field.selector("nodeSelector", .written("all()"), doc: "Nodes that take addresses from the pool.")
    public let namespaceSelector = Field.selector("namespaceSelector", doc: "Namespaces whose pods take addresses from the pool; absent: any.")
    public let allowedUses: Field<[PoolUse]> = .choices(
        "allowedUses", .written(["Workload", "Tunnel"]), doc: "What the addresses are for.")
    public let assignmentMode: Field<AssignmentMode> = .choice(
        "assignmentMode", .written("Automatic"),
        doc: "Automatic: addresses are taken without asking for the pool. Manual: only where it is asked for by name.")
}

public struct IPPoolStatus: Fields {
    public static let schema = Schema(IPPoolStatus())

    public let conditions: Field<[Object<ConditionFields>]> = .objects("conditions", doc: "Allocatable, with the reason why or why not.")
}

/// When packets between nodes are encapsulated.
public enum EncapsulationMode: String, FieldValue, CaseIterable {
    case never = "Never"
    case always = "Always"
    /// Only to nodes in another subnet.
    case crossSubnet = "CrossSubnet"
}

/// What the addresses of a pool are for.
public enum PoolUse: String, FieldValue, CaseIterable {
    case workload = "Workload"
    case tunnel = "Tunnel"
    case loadBalancer = "LoadBalancer"
}

/// Whether a pool is used without being named.
public enum AssignmentMode: String, FieldValue, CaseIterable {
    case automatic = "Automatic"
    case manual = "Manual"
}
