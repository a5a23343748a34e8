public import Addresses

/// A key of address management in etcd, below /calico/ipam/v2.
public enum IPAMKey: Hashable, Sendable {
    case configuration
    case block(IPPrefix)
    case handle(String)
    /// The claim of `owner`, a node unless `type` says otherwise, on a block.
    case affinity(AffinityType, owner: String, IPPrefix)

    public static let root = "/calico/ipam/v2/"

    public var text: String {
        switch self {
        case .configuration: Self.root + "config"
        case .block(let cidr): Self.root + "assignment/" + Self.blockText(cidr)
        case .handle(let id): Self.root + "handle/" + id
        case .affinity(let type, let owner, let cidr): Self.root + type.rawValue + "/" + owner + "/" + Self.blockText(cidr)
        }
    }

    /// nil for what is no key of address management: also for the marks of hosts, /calico/ipam/v2/host/<node>, which old releases left.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.root) else { return nil }
        let parts = text.dropFirst(Self.root.utf8.count).split(separator: "/", omittingEmptySubsequences: false)
        switch (parts[0], parts.count) {
        case ("config", 1): self = .configuration
        case ("handle", 2) where !parts[1].isEmpty: self = .handle(String(parts[1]))
        case ("assignment", 4):
            guard let cidr = Self.block(parts[1...]) else { return nil }
            self = .block(cidr)
        case (_, 5) where !parts[1].isEmpty:
            guard let type = AffinityType(rawValue: String(parts[0])), let cidr = Self.block(parts[2...]) else { return nil }
            self = .affinity(type, owner: String(parts[1]), cidr)
        default: return nil
        }
    }

    /// "ipv4/block/10.65.0.0-26".
    private static func blockText(_ cidr: IPPrefix) -> String {
        "\(familyName(cidr.family))/block/\(cidr.first)-\(cidr.length)"
    }

    private static func familyName(_ family: IPAddress.Family) -> String { family == .v4 ? "ipv4" : "ipv6" }

    private static func block(_ parts: ArraySlice<Substring>) -> IPPrefix? {
        guard let family = parts.first, let name = parts.last, parts.dropFirst().first == "block", let dash = name.lastIndex(of: "-") else {
            return nil
        }
        guard let cidr = IPPrefix(name[..<dash] + "/" + name[name.index(after: dash)...]), cidr.isNetwork else { return nil }
        return family == familyName(cidr.family) ? cidr : nil
    }
}
