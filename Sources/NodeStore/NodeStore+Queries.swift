public import Addresses
public import IPAM

/// Questions. Those about one thing take their turn among the writers, as plugins do, and so leave no reader's slot behind;
/// those about many things read a snapshot.
extension NodeStore {
    public func attachment(_ key: AttachmentKey) throws(NodeStoreError) -> Attachment? {
        try write { (transaction) throws(NodeStoreError) in try transaction.attachment(key, key.octets) }
    }

    public func owner(of address: IPAddress) throws(NodeStoreError) -> AttachmentKey? {
        try write { (transaction) throws(NodeStoreError) in try transaction.owner(of: address) }
    }

    public func owner(ofHostInterface name: String) throws(NodeStoreError) -> AttachmentKey? {
        try write { (transaction) throws(NodeStoreError) in try transaction.owner(ofHostInterface: name) }
    }

    /// All attachments, or those of one network, in the order of their keys.
    public func attachments(network: String? = nil) throws(NodeStoreError) -> [Attachment] {
        try read { (transaction) throws(NodeStoreError) in try transaction.attachments(network: network) }
    }

    /// Every address that was handed out at least once, IPv4 before IPv6, ascending.
    public func recordedAddresses() throws(NodeStoreError) -> [RecordedAddress] {
        try read { (transaction) throws(NodeStoreError) in try transaction.addressRecords().map(\.public) }
    }

    /// How a pool stands.
    ///
    /// - Parameter now: Nanoseconds since boot (CLOCK_BOOTTIME).
    public func usage(of pool: AddressPool, now: UInt64) throws(NodeStoreError) -> PoolUsage {
        try read { (transaction) throws(NodeStoreError) in try pool.usage(now: now, in: transaction) }
    }
}
