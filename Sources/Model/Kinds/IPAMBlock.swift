public import Addresses
internal import JSON

/// A block of addresses with what is given out of it.
public typealias IPAMBlock = Resource<IPAMBlockKind>

public enum IPAMBlockKind: ResourceKind {
    public typealias Spec = IPAMBlockSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "IPAMBlock", plural: "ipamblocks", aliases: [], storage: .ipamBlock, spec: IPAMBlockSpec.schema,
        doc: "A block of addresses with who has which of them. Address management writes it; people read it.")
}

public struct IPAMBlockSpec: Fields {
    public static let schema = Schema(
        IPAMBlockSpec(),
        [
            CrossFieldRule { block, inspection in
                guard let cidr = block.cidr, let allocations = block.allocations?.attributes else { return }
                let hostBits = cidr.family.bits - cidr.length
                guard hostBits <= 16, allocations.count == 1 << hostBits else {
                    let size = hostBits <= 16 ? String(1 << hostBits) : "2^\(hostBits)"
                    inspection.refuse(nil, "has \(allocations.count) entries, the block has \(size) addresses", at: [.member("allocations")])
                    return
                }
                let attributes = block.attributes?.count ?? 0
                for (ordinal, index) in allocations.enumerated() {
                    guard let index, index >= attributes else { continue }
                    let place: [FieldPath.Step] = [.member("allocations"), .element(ordinal)]
                    inspection.refuse(index.json, "leads to none of the \(attributes) attributes", at: place)
                }
                for (position, ordinal) in (block.unallocated ?? []).enumerated() {
                    let place: [FieldPath.Step] = [.member("unallocated"), .element(position)]
                    if !allocations.indices.contains(ordinal) {
                        inspection.refuse(ordinal.json, "is no address of the block, which has \(allocations.count)", at: place)
                    } else if allocations[ordinal] != nil {
                        inspection.refuse(ordinal.json, "is given out already", at: place)
                    }
                }
            }
        ])

    public let cidr = Field.prefix("cidr", .required, .immutable, isMasked: true, doc: "The block.")
    public let affinity = Field.text(
        "affinity", form: "the owner of a block: host:<node> or virtual:<name>", { isOwner($0) },
        doc: "Who owns the block: host:<node> or virtual:<name>; absent: nobody.")
    public let affinityClaimTime = Field.text("affinityClaimTime", doc: "When the owner took the block (RFC 3339).")
    public let allocations = Field<Allocations>(
        "allocations", ParsedRule<Allocations>("a list with a number, or null for a free address, for each address", shape: "[]integer"),
        [.required], "For each address of the block the position of its attributes, or null where it is free.")
    public let unallocated: Field<[Int]> = .list(
        "unallocated", .required, .keepsEmpty, of: IntegerRule(0...65_535), doc: "The free addresses by position, the one to be given out next first."
    )
    public let attributes: Field<[Object<AllocationAttributeFields>]> = .objects(
        "attributes", .required, .keepsEmpty, doc: "Who has addresses, each owner once.")
    public let sequenceNumber = Field.integer(
        "sequenceNumber", .written(0), in: 0...Int64.max,
        doc: "One more with each write of the block; starts with its creation, in nanoseconds since 1970.")
    public let sequenceNumberForAllocation: Field<[String: Int]> = .map(
        "sequenceNumberForAllocation", .written([:]), to: IntegerRule(0...Int64.max), keys: "the position of an address",
        { Int($0).map { (0...65_535).contains($0) } == true ? nil : "is no position of an address, a number from 0" },
        doc: "The block's sequence number when each address was given out, so that a late release cannot free its successor's address.")
    public let deleted = Field.flag("deleted", .written(false), doc: "The block is being deleted and counts no more.")
    public let strictAffinity = Field.flag("strictAffinity", .written(false), doc: "Has no effect; see IPAMConfiguration.")

    private static func isOwner(_ text: String) -> Bool {
        for prefix in ["host:", "virtual:"] where text.hasPrefix(prefix) {
            let name = text.utf8.dropFirst(prefix.utf8.count)
            return !name.isEmpty && name.allSatisfy(Name.isIdentifierOctet)
        }
        return false
    }
}

/// Who has addresses of a block, in words that the allocator and people understand.
public struct AllocationAttributeFields: Fields {
    public static let schema = Schema(AllocationAttributeFields())

    public let handleID = Field.text("handle_id", doc: "The handle that the addresses were given out under.")
    public let secondary: Field<[String: String]> = .map(
        "secondary", to: TextRule(), doc: "Who has them: node, namespace, pod, type, timestamp.")
    public let alternateOwnerAttrs: Field<[String: String]> = .map(
        "alternateOwnerAttrs", to: TextRule(), doc: "Who else has a right to them while a virtual machine moves.")
    public let releasedAt = Field.text("releasedAt", doc: "The addresses were released then and rest until they may be used again (RFC 3339).")
}
