import Addresses
import IPAM
import Testing

/// A ledger in dictionaries that counts what it is asked.
struct MemoryLedger: AddressLedger {
    private struct Entry {
        var state: AddressState
        var bucket: AddressRange
    }

    private var entries: [IPAddress: Entry] = [:]
    private var marks: [AddressRange: IPAddress] = [:]
    let visits = Counter()

    func state(of address: IPAddress) throws(Never) -> AddressState { entries[address]?.state ?? .free }

    func walked(_ span: AddressRange) throws(Never) -> IPAddress? { marks[span] }

    mutating func setWalked(_ span: AddressRange, through address: IPAddress) throws(Never) { marks[span] = address }

    func visitRecorded(in range: AddressRange, _ body: (IPAddress, AddressState) -> Bool) throws(Never) {
        for (address, entry) in entries.filter({ range.contains($0.key) }).sorted(by: { $0.key < $1.key }) {
            visits.count += 1
            if !body(address, entry.state) { return }
        }
    }

    func visitReleased(in bucket: AddressRange, _ body: (IPAddress, UInt64) -> Bool) throws(Never) {
        var waiting: [(IPAddress, UInt64)] = []
        for (address, entry) in entries where entry.bucket == bucket {
            if case .released(let time) = entry.state { waiting.append((address, time)) }
        }
        for (address, time) in waiting.sorted(by: { $0.1 < $1.1 }) {
            visits.count += 1
            if !body(address, time) { return }
        }
    }

    /// Picks and records the next address; nil when the pool is exhausted.
    mutating func take(_ pool: AddressPool, now: UInt64 = 0) -> IPAddress? {
        guard case .address(let address, let range) = pool.pick(now: now, from: &self) else { return nil }
        entries[address] = Entry(state: .owned, bucket: range.span)
        return address
    }

    /// Picks and records the next address, which there must be.
    mutating func taken(_ pool: AddressPool) throws -> IPAddress {
        let next = take(pool)
        return try #require(next)
    }

    /// Picks and records a wanted address.
    mutating func take(_ wanted: IPAddress, _ pool: AddressPool) -> AddressPick {
        let pick = pool.pick(wanted, from: self)
        if case .address(let address, let range) = pick { entries[address] = Entry(state: .owned, bucket: range.span) }
        return pick
    }

    mutating func release(_ address: IPAddress, at time: UInt64) { entries[address]?.state = .released(at: time) }

    /// Forgets an address, as after another plugin's release.
    mutating func forget(_ address: IPAddress) { entries[address] = nil }
}

final class Counter {
    var count = 0
}

func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

func range(_ subnet: String, _ first: String? = nil, _ last: String? = nil, gateway: String? = nil) throws -> AddressPool.Range {
    try AddressPool.Range(
        subnet: #require(IPPrefix(subnet)), first: first.map { try address($0) }, last: last.map { try address($0) },
        gateway: gateway.map { try address($0) })
}

func span(_ first: String, _ last: String) throws -> AddressRange { try #require(AddressRange(address(first), address(last))) }
