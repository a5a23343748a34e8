import Addresses
import IPAM

@testable import NodeStore

/// Values that several suites begin with.
enum Fixture {
    struct NotParsed: Error { let text: String }

    static func address(_ text: String) throws -> IPAddress {
        guard let address = IPAddress(text) else { throw NotParsed(text: text) }
        return address
    }

    static func prefix(_ text: String) throws -> IPPrefix {
        guard let prefix = IPPrefix(text) else { throw NotParsed(text: text) }
        return prefix
    }

    static func seconds(_ number: UInt64) -> UInt64 { number * 1_000_000_000 }

    static func pool(_ subnet: String, exclude: [String] = [], coolDown: UInt64 = 0) throws -> AddressPool {
        let exclusions = try exclude.map { AddressRange(IPPrefix(host: try address($0))) }
        return try AddressPool(
            ranges: [AddressPool.Range(subnet: try prefix(subnet))], exclusions: exclusions, coolDown: seconds(coolDown))
    }

    static func key(_ container: String) throws -> AttachmentKey {
        try AttachmentKey(network: "net", containerID: container, interface: "eth0")
    }

    static func owned(_ address: String) throws -> RecordedAddress {
        RecordedAddress(address: try self.address(address), state: .owned(try key("c1")))
    }

    /// - Parameter time: Seconds since boot.
    static func released(_ address: String, at time: UInt64) throws -> RecordedAddress {
        RecordedAddress(address: try self.address(address), state: .released(at: seconds(time)))
    }

    static func attachment(_ container: String, _ addresses: [String], pod: PodIdentity? = nil) throws -> Attachment {
        let prefixes = try addresses.map { try prefix($0) }
        return Attachment(key: try key(container), manager: .calico, addresses: prefixes, hostInterface: "cali\(container)", pod: pod)
    }
}
