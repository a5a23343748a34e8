internal import Addresses
internal import IPAM
internal import LMDB

extension NodeStore {
    /// Records an attachment with its addresses and its host interface's name, all or nothing, in one write transaction.
    ///
    /// An attachment that is recorded already comes back as it is, whatever the request says.
    ///
    /// - Throws: ``NodeStoreError/exhausted(pool:_:coolDown:)``, ``NodeStoreError/addressTaken(_:owner:)``,
    ///   ``NodeStoreError/addressOutside(_:)``, ``NodeStoreError/hostInterfaceTaken(_:owner:)`` for what is asked for;
    ///   ``NodeStoreError/diskFull(directory:free:needed:)`` and ``NodeStoreError/mapFull(directory:used:size:)`` early, while there
    ///   is still room for releases.
    public func claim(_ request: ClaimRequest) throws(NodeStoreError) -> ClaimOutcome {
        var room = Room(freeOctets: freeOctets)
        while true {
            let step = try write { (transaction) throws(NodeStoreError) in try claim(request, room, &transaction) }
            switch step {
            case .done(let outcome): return outcome
            case .wantsPages(let start, let end, let pageSize):
                // Outside the transaction: others can write meanwhile, and nothing is lost if this process dies here.
                try reserve(from: start, to: end, pageSize: pageSize)
                room.reservedPages = end
            case .wantsFreePages:
                room.freePages = try read { (transaction) throws(NodeStoreError) in try transaction.freePages() }
            }
        }
    }

    /// Whether a new attachment would be recorded now, as far as the write lock and room go; nothing is written.
    ///
    /// - Throws: What ``claim(_:)`` would for want of rights or room.
    public func checkClaimable() throws(NodeStoreError) {
        var room = Room(freeOctets: freeOctets)
        while try write({ (transaction) throws(NodeStoreError) in try !isEnough(room, fill) }) {
            room.freePages = try read { (transaction) throws(NodeStoreError) in try transaction.freePages() }
        }
    }

    /// What was found out outside of the transaction.
    private struct Room {
        let freeOctets: Int64
        /// Pages whose blocks were allocated by this claim, from the start of the file.
        var reservedPages: UInt64 = 0
        /// Pages of the map that are free again; LMDB tells them to readers only.
        var freePages: UInt64?
    }

    private enum ClaimStep {
        case done(ClaimOutcome)
        /// Blocks for these pages (first, end) have to be allocated before anything is written.
        case wantsPages(UInt64, UInt64, pageSize: UInt64)
        /// The map looks nearly full: ``Room/freePages`` decides.
        case wantsFreePages
    }

    private func claim(_ request: ClaimRequest, _ room: Room, _ transaction: inout Transaction) throws(NodeStoreError) -> ClaimStep {
        let owner = request.attachment.key.octets
        if let recorded = try transaction.attachment(request.attachment.key, owner) { return .done(.existing(recorded)) }

        let fill = fill
        guard try isEnough(room, fill) else { return .wantsFreePages }
        transaction.state.reservedPages = max(transaction.state.reservedPages, room.reservedPages)
        let wanted = min(fill.pages + fill.pages / 8 + limits.reservedPages, fill.mapSize / fill.pageSize)
        if transaction.state.reservedPages < wanted {
            let start = max(fill.pages, transaction.state.reservedPages)
            return .wantsPages(start, min(wanted + limits.reserveStep, fill.mapSize / fill.pageSize), pageSize: fill.pageSize)
        }

        var attachment = request.attachment
        let foreignGateways = attachment.gatewayPlaces
        attachment.addresses = []
        attachment.gatewayPlaces = []
        for pool in request.pools {
            let (address, range) = try pick(pool, now: request.now, &transaction)
            try transaction.claim(address, bucket: range.span, owner: owner)
            guard let prefix = IPPrefix(address, length: range.subnet.length) else { continue }
            attachment.addresses.append(prefix)
            attachment.gatewayPlaces.append(range.gateway ?? Attachment.noGateway)
        }
        for index in request.foreignAddresses.indices {
            let prefix = request.foreignAddresses[index]
            try transaction.claim(prefix.address, bucket: nil, owner: owner)
            attachment.addresses.append(prefix)
            attachment.gatewayPlaces.append(index < foreignGateways.count ? foreignGateways[index] : Attachment.noGateway)
        }
        attachment.hostInterface = try claimHostInterface(request.hostInterfaceCandidates, owner, &transaction)
        attachment.created = request.now
        try transaction.write(attachment, owner, journalLimit: limits.journalEntries)
        return .done(.new(attachment))
    }

    private func pick(
        _ request: PoolRequest, now: UInt64, _ transaction: inout Transaction
    ) throws(NodeStoreError) -> (IPAddress, AddressPool.Range) {
        let pool = request.pool
        let pick: AddressPick =
            if let wanted = request.wanted { try pool.pick(wanted, from: transaction) } else { try pool.pick(now: now, from: &transaction) }
        switch pick {
        case .address(let address, let range): return (address, range)
        case .exhausted(let usage): throw .exhausted(pool: "\(pool)", usage, coolDown: pool.coolDown)
        case .outside(let refusal): throw .addressOutside(refusal)
        case .taken(let address):
            guard let owner = try transaction.owner(of: address) else { throw transaction.corrupt("\(address) has an owner and has none") }
            throw .addressTaken(address, owner: owner)
        }
    }

    /// Takes the first name that nobody has; nil when none is asked for.
    private func claimHostInterface(
        _ candidates: [String], _ owner: [UInt8], _ transaction: inout Transaction
    ) throws(NodeStoreError) -> String? {
        var other: AttachmentKey?
        for name in candidates {
            other = try transaction.owner(ofHostInterface: name)
            if other == nil {
                try transaction.put(StoreKey.hostInterface(name), owner)
                return name
            }
        }
        if let other { throw .hostInterfaceTaken(candidates, owner: other) }
        return nil
    }

    /// Keeps the last room on the disk and in the map for releases, which need pages too before they free any.
    ///
    /// - Returns: false when the number of free pages is needed to decide.
    private func isEnough(_ room: Room, _ fill: MapFill) throws(NodeStoreError) -> Bool {
        guard room.freeOctets >= limits.minimumFree else {
            throw .diskFull(directory: directory, free: room.freeOctets, needed: limits.minimumFree)
        }
        let limit = fill.mapSize / fill.pageSize * limits.mapPercent / 100
        guard fill.pages > limit else { return true }
        guard let freePages = room.freePages else { return false }
        let used = fill.pages - min(fill.pages, freePages)
        guard used <= limit else { throw .mapFull(directory: directory, used: used * fill.pageSize, size: fill.mapSize) }
        return true
    }
}
