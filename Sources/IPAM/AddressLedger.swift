public import Addresses

/// What is known of one address.
public enum AddressState: Hashable, Sendable {
    /// Nothing is recorded: never used.
    case free
    case owned
    /// Given back at this time, in nanoseconds.
    case released(at: UInt64)
}

/// The record of which addresses are used, as far as choosing the next one needs it.
///
/// The B-tree of the node store is one; a dictionary in tests is another. A *bucket* is a set of released addresses in the
/// order of their release; its name is the first and last address of the span an address was handed out from.
public protocol AddressLedger: ~Copyable {
    associatedtype Failure: Error

    func state(of address: IPAddress) throws(Failure) -> AddressState

    /// The address up to which (inclusive) the span was walked for never-used ones; nil when never.
    func walked(_ span: AddressRange) throws(Failure) -> IPAddress?

    mutating func setWalked(_ span: AddressRange, through address: IPAddress) throws(Failure)

    /// Visits the owned and released addresses in `range`, ascending, until `body` answers false.
    func visitRecorded(in range: AddressRange, _ body: (IPAddress, AddressState) -> Bool) throws(Failure)

    /// Visits the released addresses of a bucket with their times, oldest first, until `body` answers false.
    func visitReleased(in bucket: AddressRange, _ body: (IPAddress, UInt64) -> Bool) throws(Failure)
}
