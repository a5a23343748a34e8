/// Who owns an address on this node: one interface of one container in one network.
public struct AttachmentKey: Hashable, Sendable {
    /// Octets of the three parts together with the two NULs between them.
    public static let maximumOctets = 480

    public let network: String
    public let containerID: String
    public let interface: String

    /// - Throws: ``NodeStoreError/keyMalformed(part:)`` when a part is empty or contains a NUL,
    ///   ``NodeStoreError/keyTooLong(octets:)`` when the whole has more than ``maximumOctets``.
    public init(network: String, containerID: String, interface: String) throws(NodeStoreError) {
        guard Self.isFit(network) else { throw .keyMalformed(part: "network name") }
        guard Self.isFit(containerID) else { throw .keyMalformed(part: "container id") }
        guard Self.isFit(interface) else { throw .keyMalformed(part: "interface name") }
        let octets = network.utf8.count + containerID.utf8.count + interface.utf8.count + 2
        guard octets <= Self.maximumOctets else { throw .keyTooLong(octets: octets) }
        self.network = network
        self.containerID = containerID
        self.interface = interface
    }

    private static func isFit(_ part: String) -> Bool { !part.isEmpty && !part.utf8.contains(0) }

    /// "network NUL container NUL interface", UTF-8.
    var octets: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(Self.maximumOctets)
        octets.append(contentsOf: network.utf8)
        octets.append(0)
        octets.append(contentsOf: containerID.utf8)
        octets.append(0)
        octets.append(contentsOf: interface.utf8)
        return octets
    }

    /// The key that ``octets`` came from; nil for anything else.
    init?(octets: some Collection<UInt8>) {
        let parts = octets.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        network = String(decoding: parts[0], as: UTF8.self)
        containerID = String(decoding: parts[1], as: UTF8.self)
        interface = String(decoding: parts[2], as: UTF8.self)
    }
}

extension AttachmentKey: CustomStringConvertible {
    public var description: String { "container \(containerID), interface \(interface), network \(network)" }
}
