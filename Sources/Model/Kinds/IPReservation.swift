/// Addresses that are given to no workload unless it asks for them.
public typealias IPReservation = Resource<IPReservationKind>

public enum IPReservationKind: ResourceKind {
    public typealias Spec = IPReservationSpec
    public typealias Status = NoStatus

    public static let kind = Kind(
        "IPReservation", plural: "ipreservations", aliases: ["reservation", "reservations"], spec: IPReservationSpec.schema,
        doc: "Addresses that are not given out by themselves; whoever asks for one of them still gets it.")
}

public struct IPReservationSpec: Fields {
    public static let schema = Schema(IPReservationSpec())

    public let reservedCIDRs: Field<[Network]> = .list(
        "reservedCIDRs", of: ParsedRule<Network>.network, doc: "Prefixes and addresses that are kept free, of either family.")
}
