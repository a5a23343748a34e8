import Addresses
import JSON
import Testing

/// Which address families a network gives out.
enum Families: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case v4 = "IPv4"
    case v6 = "IPv6"
    case dual = "dual stack"

    var testDescription: String { rawValue }

    var list: [IPAddress.Family] {
        switch self {
        case .v4: [.v4]
        case .v6: [.v6]
        case .dual: [.v4, .v6]
        }
    }

    /// One range a family.
    var ipam: JSONValue {
        ["type": "calico-ipam", "ranges": .array(list.map { [["subnet": .string($0.testSubnet)]] })]
    }

    /// What the first pods get, without the length.
    func addresses(_ number: Int) -> [String] { list.map { $0.testAddress(number) } }
}

extension IPAddress.Family {
    var testSubnet: String { self == .v4 ? "10.65.0.0/24" : "fd00:65::/64" }

    func testAddress(_ number: Int) -> String { self == .v4 ? "10.65.0.\(number)" : "fd00:65::\(String(number, radix: 16))" }

    /// "inet" or "inet6", as ip(8) calls it.
    var ipOption: String { self == .v4 ? "-4" : "-6" }

    /// What a pod sends everything to.
    var gateway: String { self == .v4 ? "169.254.1.1" : "fe80::ecee:eeff:feee:eeee" }

    var everything: String { self == .v4 ? "0.0.0.0/0" : "::/0" }
}
