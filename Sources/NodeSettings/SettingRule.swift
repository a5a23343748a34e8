internal import Addresses
internal import Model

/// Rules about several options at once.
enum SettingRule {
    static func faults(of settings: NodeConfiguration) -> [SettingFault] {
        addresses(settings) + pools(settings)
    }

    private static func addresses(_ settings: NodeConfiguration) -> [SettingFault] {
        guard settings.backend != .none, settings.ip == AddressChoice.none else { return [] }
        if settings.ip6 == AddressChoice.none || settings.ip6 == .unset {
            return [
                fault(
                    settings, \.ip,
                    "ip is none and ip6 is \(settings.ip6 == .unset ? "not set" : "none"): the node would have no address; "
                        + "set one of them, or backend none")
            ]
        }
        guard settings.backend == .bird, settings.routerID == .nodeAddress else { return [] }
        return [fault(settings, \.ip, "ip is none, and BGP takes its router id from that address; set routerID, for example to hash")]
    }

    private static func pools(_ settings: NodeConfiguration) -> [SettingFault] {
        var faults: [SettingFault] = []
        if settings.noDefaultPools {
            if case .given(let network) = settings.ipv4PoolCIDR {
                faults.append(fault(settings, \.ipv4PoolCIDR, "ipv4PoolCIDR is \(network) and noDefaultPools is true; leave one of them out"))
            }
            if case .given(let network) = settings.ipv6PoolCIDR {
                faults.append(fault(settings, \.ipv6PoolCIDR, "ipv6PoolCIDR is \(network) and noDefaultPools is true; leave one of them out"))
            }
            if settings.createDefaultPools {
                faults.append(fault(settings, \.createDefaultPools, "createDefaultPools and noDefaultPools are both true; leave one of them out"))
            }
        }
        if settings.ipv4PoolIPIP != .never, settings.ipv4PoolVXLAN != .never {
            faults.append(fault(settings, \.ipv4PoolIPIP, "ipv4PoolIPIP and ipv4PoolVXLAN are both on: a packet has one encapsulation"))
        }
        faults += pool(settings, \.ipv4PoolCIDR, blockSize: settings.ipv4PoolBlockSize)
        faults += pool(settings, \.ipv6PoolCIDR, blockSize: settings.ipv6PoolBlockSize)
        return faults
    }

    private static func pool(
        _ settings: NodeConfiguration, _ path: KeyPath<NodeOptions, NodeOption<PoolCIDRChoice>>, blockSize: Int
    ) -> [SettingFault] {
        guard case .given(let network) = settings[dynamicMember: path] else { return [] }
        if network.length > blockSize {
            return [fault(settings, path, "\(network) is smaller than one block of /\(blockSize); take a larger network or smaller blocks")]
        }
        let reserved = ["169.254.0.0/16", "fe80::/10"].compactMap { IPPrefix($0) }.first { $0.overlaps(network) }
        return reserved.map { [fault(settings, path, "\(network) overlaps the link-local network \($0)")] } ?? []
    }

    private static func fault<Value>(
        _ settings: NodeConfiguration, _ path: KeyPath<NodeOptions, NodeOption<Value>>, _ words: String
    ) -> SettingFault {
        SettingFault(place: settings.source(of: path).description, option: NodeOptions.declared[keyPath: path].declaration.key, reason: words)
    }
}
