internal import Addresses
public import NodeStore
public import PodInterface

extension PodInterface {
    /// The interface that a record describes.
    /// - Parameters:
    ///   - attachment: A record with a link of ours.
    ///   - queues: For a link that is to be made; records do not hold it.
    public init(recorded attachment: Attachment, queues: Int = 1) {
        self.init(
            hostName: attachment.hostInterface ?? "", name: attachment.key.interface, mac: attachment.mac ?? MACAddress(value: 0),
            mtu: attachment.mtu, queues: queues, addresses: attachment.addresses.map(\.address),
            routes: attachment.routes.isEmpty ? [.all(.v4), .all(.v6)] : attachment.routes, allowForwarding: attachment.allowForwarding)
    }
}
