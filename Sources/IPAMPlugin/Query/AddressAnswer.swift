internal import Addresses
internal import IPAM
internal import JSON
internal import NodeStore

/// How one address stands on this node.
struct AddressAnswer {
    enum State: String { case used, cooling, free, reserved, outside }

    let address: IPAddress
    private(set) var state = State.outside
    /// One sentence.
    private(set) var text: String
    /// The network or networks that hand it out.
    private(set) var networks: [String] = []
    private(set) var range: IPPrefix?
    private(set) var attachment: Attachment?
    private(set) var secondsLeft: UInt64?

    /// - Parameters:
    ///   - address: The one asked about.
    ///   - networks: The configured ones, with the podCIDRs that none of them uses.
    ///   - attachments: All that are recorded.
    ///   - addresses: All that are recorded.
    ///   - now: Nanoseconds since boot.
    init(_ address: IPAddress, _ networks: [NetworkPools], _ attachments: [Attachment], _ addresses: [RecordedAddress], now: UInt64) {
        self.address = address
        text = "\(address) lies outside all ranges of this node and is not recorded"
        let recorded = addresses.first { $0.address == address }?.state
        let pools = networks.flatMap { network in network.pools.map { (name: network.network, pool: $0) } }
        let candidates = pools.filter { $0.pool.family == address.family }
        let handing = candidates.compactMap { candidate in candidate.pool.range(handingOut: address).map { (candidate.name, candidate.pool, $0) } }
        if let (_, pool, range) = handing.first {
            self.networks = handing.map(\.0).filter { !$0.isEmpty }
            self.range = range.subnet
            let place = "range \(range.subnet)" + (self.networks.isEmpty ? "" : " of network \(self.networks.joined(separator: ", "))")
            state = .free
            text = "\(address) is free in \(place), never used"
            if case .released(let time) = recorded {
                let left = pool.restLeft(releasedAt: time, now: now)
                let ago = Age.text(Age.seconds(from: time, to: now))
                if left > 0 {
                    let seconds = left / 1_000_000_000 + (left % 1_000_000_000 > 0 ? 1 : 0)
                    (state, secondsLeft) = (.cooling, seconds)
                    text = "\(address) is cooling for \(seconds) s more in \(place), released \(ago) ago"
                } else {
                    text = "\(address) is free in \(place), released \(ago) ago"
                }
            }
        } else {
            describeRefusal(candidates)
        }
        if case .owned(let owner) = recorded {
            describeUse(owner, attachments, now: now)
        } else if let holder = attachments.first(where: { $0.addresses.contains { $0.address == address } }) {
            describeUse(holder.key, attachments, now: now)
        }
    }

    private mutating func describeRefusal(_ candidates: [(name: String, pool: AddressPool)]) {
        for (name, pool) in candidates {
            guard case .outside(let refusal) = pool.pick(address, from: EmptyLedger()) else { continue }
            let network = name.isEmpty ? "" : " (network \(name))"
            switch refusal {
            case .gateway(_, let refusing), .reserved(_, let refusing):
                (state, range, text) = (.reserved, refusing.subnet, "\(refusal)\(network): never handed out")
            case .excluded: (state, text) = (.reserved, "\(refusal)\(network): never handed out")
            case .outsideSpan(_, let refusing):
                (range, text) = (refusing.subnet, "\(refusal)\(network): not handed out")
            case .otherSubnet: continue
            }
            networks = name.isEmpty ? [] : [name]
            return
        }
    }

    private mutating func describeUse(_ owner: AttachmentKey, _ attachments: [Attachment], now: UInt64) {
        state = .used
        attachment = attachments.first { $0.key == owner }
        networks = [owner.network]
        text = "\(address) is used by \(owner)"
        guard let attachment else { return }
        if let pod = attachment.pod { text += ", pod \(pod.namespace)/\(pod.name)" }
        if let name = attachment.hostInterface { text += ", host interface \(name)" }
        text += ", for \(Age.text(Age.seconds(from: attachment.created, to: now)))"
    }

    func json(now: UInt64) -> JSONValue {
        [
            "ip": .string("\(address)"), "state": .string(state.rawValue), "text": .string(text),
            "networks": .array(networks.map(JSONValue.string)), "range": range.map { .string("\($0)") } ?? .null,
            "secondsLeft": secondsLeft.map { .count(UInt128($0)) } ?? .null, "attachment": attachment?.listing(now: now) ?? .null,
        ]
    }
}

/// A ledger in which no address has an owner: what a pool says of an address then is the pool's own rule.
private struct EmptyLedger: AddressLedger {
    func state(of address: IPAddress) -> AddressState { .free }
    func walked(_ span: AddressRange) -> IPAddress? { nil }
    mutating func setWalked(_ span: AddressRange, through address: IPAddress) {}
    func visitRecorded(in range: AddressRange, _ body: (IPAddress, AddressState) -> Bool) {}
    func visitReleased(in bucket: AddressRange, _ body: (IPAddress, UInt64) -> Bool) {}
}
