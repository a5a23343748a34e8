public import Addresses
public import Model
public import NodeSettings
internal import Store

/// Address pools for a cluster that has none, where they are asked for.
public enum DefaultPools {
    /// The pools to make; pure.
    ///
    /// `createDefaultPools` asks for both families, `ipv4PoolCIDR` and `ipv6PoolCIDR` for their own.
    /// - Parameters:
    ///   - taken: Families that have a pool, whichever.
    ///   - addresses: Those of this host, which the network that is chosen shall not hold.
    ///   - hasIPv6: Whether this host's kernel has IPv6.
    ///   - random: For an IPv6 network of this cluster's own.
    public static func plan(
        _ settings: NodeConfiguration, taken: Set<IPAddress.Family>, addresses: [IPPrefix], hasIPv6: Bool,
        random: inout some RandomNumberGenerator
    ) -> [IPPool] {
        guard !settings.noDefaultPools else { return [] }
        var pools: [IPPool] = []
        if settings.createDefaultPools || settings.isSet(\.ipv4PoolCIDR), !taken.contains(.v4) {
            ipv4(settings, addresses).map { pools.append($0) }
        }
        if settings.createDefaultPools || settings.isSet(\.ipv6PoolCIDR), !taken.contains(.v6), settings.ipv6Support, hasIPv6 {
            ipv6(settings, &random).map { pools.append($0) }
        }
        return pools
    }

    /// Makes what is planned; somebody else may be faster.
    static func ensure(
        _ settings: NodeConfiguration, store: any ResourceStore, interfaces: [HostInterface], hasIPv6: Bool
    ) async throws(StartupError) {
        guard !settings.noDefaultPools, settings.createDefaultPools || settings.isSet(\.ipv4PoolCIDR) || settings.isSet(\.ipv6PoolCIDR) else {
            return
        }
        var random = SystemRandomNumberGenerator()
        do throws(StoreError) {
            let list = try await store.list(ResourceSelection(IPPoolKind.kind))
            let taken = Set(list.items.compactMap { IPPool($0)?.spec.cidr?.family })
            let addresses = interfaces.flatMap(\.addresses).map(\.prefix)
            for pool in plan(settings, taken: taken, addresses: addresses, hasIPv6: hasIPv6, random: &random) { try await make(pool, store) }
        } catch { throw StartupError(.store, "default pools cannot be made", "\(error)") }
    }

    private static func make(_ pool: IPPool, _ store: any ResourceStore) async throws(StoreError) {
        do throws(StoreError) { _ = try await store.create(pool.untyped) } catch {
            guard case .alreadyExists = error else { throw error }
        }
    }

    private static func ipv4(_ settings: NodeConfiguration, _ addresses: [IPPrefix]) -> IPPool? {
        let prefix: IPPrefix
        switch settings.ipv4PoolCIDR {
        case .none: return nil
        case .given(let given): prefix = given
        case .automatic: prefix = free(of: addresses)
        }
        var pool = IPPool(name: "default-ipv4-ippool")
        pool.spec.cidr = prefix
        pool.spec.blockSize = settings.ipv4PoolBlockSize
        pool.spec.ipipMode = settings.ipv4PoolIPIP
        pool.spec.vxlanMode = settings.ipv4PoolVXLAN
        pool.spec.natOutgoing = settings.ipv4PoolNATOutgoing
        if settings.ipv4PoolDisableBGPExport { pool.spec.disableBGPExport = true }
        if let selector = settings.ipv4PoolNodeSelector { pool.spec.nodeSelector = selector }
        return pool
    }

    private static func ipv6(_ settings: NodeConfiguration, _ random: inout some RandomNumberGenerator) -> IPPool? {
        let prefix: IPPrefix
        switch settings.ipv6PoolCIDR {
        case .none: return nil
        case .given(let given): prefix = given
        case .automatic:
            // RFC 4193 §3.2: fd, then 40 random bits.
            let value = UInt128(0xfd) << 120 | UInt128(UInt64.random(in: 0..<(1 << 40), using: &random)) << 80
            guard let own = IPPrefix(IPAddress(family: .v6, value: value), length: 48) else { return nil }
            prefix = own
        }
        var pool = IPPool(name: "default-ipv6-ippool")
        pool.spec.cidr = prefix
        pool.spec.blockSize = settings.ipv6PoolBlockSize
        pool.spec.vxlanMode = settings.ipv6PoolVXLAN
        pool.spec.natOutgoing = settings.ipv6PoolNATOutgoing
        if settings.ipv6PoolDisableBGPExport { pool.spec.disableBGPExport = true }
        if let selector = settings.ipv6PoolNodeSelector { pool.spec.nodeSelector = selector }
        return pool
    }

    /// 192.168.0.0/16 or, where a network of the host overlaps it, the first of 172.16.0.0/16 to 172.31.0.0/16 that none overlaps; the
    /// first of all when there is no such one.
    private static func free(of addresses: [IPPrefix]) -> IPPrefix {
        let candidates = [network(192, 168)] + (16...31).map { network(172, $0) }
        return candidates.first { candidate in !addresses.contains { candidate.overlaps($0) } } ?? candidates[0]
    }

    private static func network(_ first: UInt128, _ second: UInt128) -> IPPrefix {
        IPPrefix(IPAddress(family: .v4, value: first << 24 | second << 16), length: 16) ?? .all(.v4)
    }
}
