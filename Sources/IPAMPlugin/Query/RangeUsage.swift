internal import Addresses
internal import IPAM
internal import JSON

/// A range with its addresses counted by state.
struct RangeUsage {
    let range: AddressPool.Range
    /// Those that take addresses from it; none for a range known from the node record only.
    let networks: [String]
    let usage: PoolUsage

    /// The subnet, or first and last address of a part of it.
    var name: String { isWholeSubnet ? "\(range.subnet)" : "\(range.span)" }

    /// Addresses of the range that are never handed out: network, broadcast, gateway, excluded ones.
    var reserved: UInt128 {
        let all = isWholeSubnet ? AddressRange(range.subnet).count : range.span.count
        return all - min(all, usage.capacity)
    }

    private var isWholeSubnet: Bool { (try? AddressPool.Range(subnet: range.subnet))?.span == range.span }

    var json: JSONValue {
        [
            "range": .string(name), "network": networks.isEmpty ? .null : .string(networks.joined(separator: ",")),
            "capacity": .count(usage.capacity), "used": .count(usage.used), "cooling": .count(usage.cooling), "free": .count(usage.free),
            "reserved": .count(reserved), "ownedOutside": .count(usage.ownedOutside),
        ]
    }
}

extension JSONValue {
    /// A number; a string where it exceeds the range of JSON integers (64 bits, signed).
    static func count(_ number: UInt128) -> JSONValue { Int64(exactly: number).map(JSONValue.integer) ?? .string("\(number)") }
}
