internal import Addresses
internal import JSON

/// The addresses that were given out together.
public typealias IPAMHandle = Resource<IPAMHandleKind>

public enum IPAMHandleKind: ResourceKind {
    public typealias Spec = IPAMHandleSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "IPAMHandle", plural: "ipamhandles", aliases: [], storage: .ipamHandle, spec: IPAMHandleSpec.schema,
        doc: "Leads from a handle, such as a container's, to the blocks with its addresses. Address management writes it; people read it.")
}

public struct IPAMHandleSpec: Fields {
    public static let schema = Schema(IPAMHandleSpec())

    public let handleID = Field.text(
        "handleID", .required, .immutable, form: "a handle: at least one octet, no /", { !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: "/")) },
        doc: "The handle, for example <network>.<container id>.")
    public let block: Field<[String: Int]> = .map(
        "block", .required, to: IntegerRule(0...Int64.max, unit: "addresses"), keys: "a block",
        { IPPrefix($0)?.isNetwork == true ? nil : "is no block: a prefix such as 10.65.0.0/26" },
        doc: "How many addresses of each block have the handle; a bound from above, as it is counted before they are taken.")
    public let deleted = Field.flag("deleted", .written(false), doc: "The handle is being deleted and counts no more.")
}
