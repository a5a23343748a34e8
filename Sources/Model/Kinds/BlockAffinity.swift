public import Addresses
internal import JSON

/// The claim of a node on a block of addresses.
public typealias BlockAffinity = Resource<BlockAffinityKind>

public enum BlockAffinityKind: ResourceKind {
    public typealias Spec = BlockAffinitySpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "BlockAffinity", plural: "blockaffinities", aliases: ["affinity", "affinities"], storage: .ipamBlockAffinity, spec: BlockAffinitySpec.schema,
        doc: "Says which node owns a block of addresses. Address management writes it; people read it.")
}

public struct BlockAffinitySpec: Fields {
    public static let schema = Schema(
        BlockAffinitySpec(),
        [
            CrossFieldRule("deleted", "must not be set to true by hand: address management marks what it is about to delete") { $0.deleted != true }
        ])

    public let state: Field<AffinityState> = .choice("state", .assumed("confirmed"), doc: "How far the claim, or its release, has come.")
    public let node = Field.text(
        "node", .required, longest: 253, doc: "Who owns the block: a node or, for a virtual affinity, what the addresses are for.")
    public let type: Field<AffinityType> = .choice("type", .assumed("host"), doc: "Whether the owner is a node (host) or something else (virtual).")
    public let cidr = Field.prefix("cidr", .required, isMasked: true, doc: "The block.")
    public let deleted = Field.flag("deleted", .written(false), doc: "The claim is being deleted and counts no more.")
}

/// How far the claim on a block has come.
public enum AffinityState: String, FieldValue, CaseIterable {
    case confirmed
    /// The block itself is not written yet.
    case pending
    /// The block is being given back.
    case pendingDeletion
}

/// What owns a block.
public enum AffinityType: String, FieldValue, CaseIterable {
    case host
    /// Addresses that no node owns: "load-balancer".
    case virtual
}
