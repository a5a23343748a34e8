internal import Addresses
internal import BGPWire

/// From buckets of routes to messages, and who gets which.
extension ExportGroup {
    /// What a bucket's routes are sent with, and which member's address their next hop is.
    private struct Outgoing {
        var attributes: EncodedAttributes
        var nextHopMember: UInt32?
    }

    /// Writes all buckets. Octets for single members come behind those for all.
    ///
    /// - Returns: Where the octets for all end.
    mutating func encode(
        _ encoder: inout UpdateEncoder<Prefix>, _ readers: [Int], _ audience: inout OutputAudience, _ table: RouteTable<Prefix>,
        _ peers: PeerSources, _ attributes: AttributeTable
    ) -> Int {
        var owed: [UInt32: [ChunkEntry]] = [:]
        // With a few readers a search is quicker than a set.
        let reading = readers.count > 8 ? Set(readers.map { members[$0].peer }) : []
        func readsHere(_ peer: UInt32) -> Bool {
            readers.count > 8 ? reading.contains(peer) : readers.contains { members[$0].peer == peer }
        }
        for number in buckets.ordered() {
            let bucket = buckets.buckets[number]
            let (start, messagesBefore) = (encoder.count, encoder.messageCount)
            var excluded = readsHere(bucket.excluded) ? [bucket.excluded] : []
            if bucket.isWithdrawal {
                encoder.withdraw()
                buckets.forEachEntry(of: bucket) { encoder.add(table.destinations[Int($0.destination)].prefix, pathID: $0.pathID) }
            } else if let outgoing = outgoing(bucket.route, peers, attributes), (try? encoder.announce(with: outgoing.attributes)) != nil {
                buckets.forEachEntry(of: bucket) { encoder.add(table.destinations[Int($0.destination)].prefix, pathID: $0.pathID) }
                if let member = outgoing.nextHopMember, member != bucket.route.source, readsHere(member) { excluded.append(member) }
            } else {
                // It cannot be sent: what may have been sent before does not hold any more.
                counters.unsendable += 1
                encoder.withdraw()
                buckets.forEachEntry(of: bucket) { entry in
                    guard entry.previous != .none else { return }
                    encoder.add(table.destinations[Int(entry.destination)].prefix, pathID: entry.pathID)
                }
                excluded = []
            }
            encoder.end()
            let messages = encoder.messageCount - messagesBefore
            counters.updatesSent += UInt64(messages * (readers.count - excluded.count))
            for peer in excluded {
                audience.exclude(peer, from: start..<encoder.count)
                guard !bucket.isWithdrawal else { continue }
                buckets.forEachEntry(of: bucket) { entry in
                    guard entry.previous != .none, entry.previous.value != peer else { return }
                    owed[peer, default: []].append(entry)
                }
            }
        }
        let commonEnd = encoder.count
        withdraw(owed, readers, &encoder, &audience, table)
        counters.updatesEncoded += UInt64(encoder.messageCount)
        return commonEnd
    }

    /// A route's new source, or the peer that is its next hop, had the former one and is not told the new.
    private func withdraw(
        _ owed: [UInt32: [ChunkEntry]], _ readers: [Int], _ encoder: inout UpdateEncoder<Prefix>, _ audience: inout OutputAudience,
        _ table: RouteTable<Prefix>
    ) {
        guard !owed.isEmpty else { return }
        for place in readers {
            guard let entries = owed[members[place].peer] else { continue }
            let start = encoder.count
            encoder.withdraw()
            for entry in entries { encoder.add(table.destinations[Int(entry.destination)].prefix, pathID: entry.pathID) }
            encoder.end()
            audience.add(start..<encoder.count, for: members[place].peer)
        }
    }

    /// nil when the route has no next hop for these peers, or its attributes do not fit into a message.
    private func outgoing(_ route: SentRoute, _ peers: PeerSources, _ attributes: AttributeTable) -> Outgoing? {
        guard let rewritten = self.attributes(of: route, peers, attributes),
            let encoded = try? EncodedAttributes(rewritten, family: Prefix.family, options: rules.encoding)
        else { return nil }
        return Outgoing(attributes: encoded, nextHopMember: rewritten.nextHop.flatMap { memberAt[$0.address] })
    }

    /// A route's attributes as members are told them; nil when it has no next hop for them.
    func attributes(of route: SentRoute, _ peers: PeerSources, _ attributes: AttributeTable) -> PathAttributes? {
        rules.outgoing(
            attributes.attributes(route.attributes), source: peers.source(route.source), operations: operations.operations(route.operations),
            family: Prefix.family)
    }
}
