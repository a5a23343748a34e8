internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Logging
internal import NIOCore
internal import NIOPosix

/// Peers that come, change and go; connections that find theirs.
extension SpeakerLoop {
    /// A TCP-MD5 key for the peers of a network.
    struct Key {
        let network: IPPrefix
        let password: String
    }

    /// The keys that a listening socket of a family needs.
    func keys(for family: IPAddress.Family) -> [Key] {
        let named = peers.values.compactMap { peer in
            peer.neighbours == nil ? peer.configuration.password.map { Key(network: IPPrefix(host: peer.configuration.address), password: $0) } : nil
        }
        let dynamic = configuration.dynamicNeighbours.compactMap { neighbours in
            neighbours.password.map { Key(network: neighbours.network, password: $0) }
        }
        return (dynamic + named).filter { $0.network.family == family }
    }

    private func setKey(_ password: String?, for network: IPPrefix) {
        for listener in listeners {
            do { try listener.setKey(password, for: network) } catch {
                logger.error("cannot set a TCP-MD5 key", metadata: ["network": "\(network)", "why": "\(error)"])
            }
        }
    }

    /// TTL below which packets of a family are not from a peer; 0 when there is one without ``HopLimit/security(maximumHops:)``.
    ///
    /// On the listening socket it keeps strangers from beginning a connection at all. Where peers differ it cannot: then it holds from the
    /// moment a connection was accepted.
    func leastTTL(for family: IPAddress.Family) -> UInt8 {
        let named = peers.values.map(\.configuration).filter { $0.address.family == family }.map(\.hopLimit)
        let dynamic = configuration.dynamicNeighbours.filter { $0.network.family == family }.map(\.hopLimit)
        return (named + dynamic).map(\.leastTTL).min() ?? 0
    }

    private func setLeastTTL() {
        for listener in listeners {
            do { try listener.setLeastTTL() } catch {
                logger.error("cannot set the least TTL", metadata: ["endpoint": "\(listener.endpoint)", "why": "\(error)"])
            }
        }
    }

    // Named peers

    /// Adds a peer and begins to have a session with it; one of the same name is changed.
    func add(_ configuration: PeerConfiguration) {
        guard peers[configuration.name] == nil else { return change(configuration) }
        // Whoever came from there before without being named makes room.
        if let other = peersByAddress[configuration.address], other.neighbours != nil {
            remove(other, .cease(.otherConfigurationChange))
        }
        let peer = make(configuration, nil)
        if let password = configuration.password { setKey(password, for: IPPrefix(host: configuration.address)) }
        setLeastTTL()
        peer.start()
    }

    private func make(_ configuration: PeerConfiguration, _ neighbours: DynamicNeighbours?) -> PeerSession {
        let index = core.addPeer(configuration.routes)
        let peer = PeerSession(self, configuration, index, neighbours: neighbours)
        peers[configuration.name] = peer
        peersByIndex[index] = peer
        peersByAddress[configuration.address] = peer
        return peer
    }

    /// Policies change under the session; everything else needs a new one.
    func change(_ configuration: PeerConfiguration) {
        guard let peer = peers[configuration.name] else { return add(configuration) }
        let isOtherSide = peer.configuration.session.isPassive != configuration.session.isPassive && peer.state != .established
        guard isOtherSide || peer.configuration.needsReset(for: configuration) else { return peer.changeRoutes(configuration) }
        remove(peer, .cease(.otherConfigurationChange))
        add(configuration)
    }

    func remove(name: String) {
        guard let peer = peers[name] else { return }
        remove(peer, .cease(.peerDeconfigured))
    }

    private func remove(_ peer: PeerSession, _ notification: NotificationMessage) {
        peer.stop(notification)
        forget(peer)
        guard peer.neighbours == nil else { return }
        if peer.configuration.password != nil { setKey(nil, for: IPPrefix(host: peer.configuration.address)) }
        setLeastTTL()
    }

    private func forget(_ peer: PeerSession) {
        guard peersByIndex[peer.index] === peer else { return }
        peer.timers.disarmAll()
        core.removePeer(peer.index)
        peers[peer.configuration.name] = nil
        peersByIndex[peer.index] = nil
        if peersByAddress[peer.configuration.address] === peer { peersByAddress[peer.configuration.address] = nil }
        if let network = peer.neighbours?.network { dynamicCounts[network, default: 1] -= 1 }
        endDeferralIfComplete()
        scheduleTurn()
    }

    /// After each event: a peer that is not named goes with its last connection, once no routes are kept for it.
    func settle(_ peer: PeerSession) {
        guard peer.neighbours != nil, peer.hasBeenConnected, !peer.isConnected, !peer.keepsRoutes, peer.connections.isEmpty else { return }
        forget(peer)
    }

    // Connections

    /// Somebody connected.
    func accepted(_ connection: Connection) {
        connection.listener?.accepted += 1
        guard !isStopping, let address = IPAddress(connection.channel.remoteAddress) else { return connection.drop() }
        guard let peer = peersByAddress[address] ?? dynamicPeer(address) else {
            return refuse(connection, address, "no peer is configured at that address, or its network has no room for more")
        }
        // A named peer has one at most.
        if peer.neighbours != nil, !notePending(connection) {
            refuse(connection, address, "\(configuration.maximumPendingConnections) connections wait for an OPEN")
            return settle(peer)
        }
        do { try SocketSettings.setHopLimit(peer.configuration.hopLimit, address.family, on: connection.channel) } catch {
            refuse(connection, address, "\(error)")
            return settle(peer)
        }
        peer.accepted(connection)
    }

    private func refuse(_ connection: Connection, _ address: IPAddress, _ why: String) {
        connection.drop()
        guard let listener = connection.listener else { return }
        listener.refused += 1
        guard let left = listener.throttle.note(.now()) else { return }
        logger.notice(
            "connection refused",
            metadata: ["endpoint": "\(listener.endpoint)", "from": "\(address)", "why": "\(why)", "others not logged": "\(left)"])
    }

    /// A peer for an address that nobody named, of the longest network that has it.
    private func dynamicPeer(_ address: IPAddress) -> PeerSession? {
        let candidates = configuration.dynamicNeighbours.filter { $0.network.contains(address) }
        guard let neighbours = candidates.max(by: { $0.network.length < $1.network.length }) else { return nil }
        let count = dynamicCounts[neighbours.network, default: 0]
        guard count < neighbours.limit else { return nil }
        dynamicCounts[neighbours.network] = count + 1
        return make(neighbours.peer(address), neighbours)
    }

    // Channels

    /// One read a turn of each socket, so that many that flood leave room for the others.
    func channelOptions(_ bootstrap: ClientBootstrap) -> ClientBootstrap {
        bootstrap.channelOption(ChannelOptions.maxMessagesPerRead, value: 1)
            .channelOption(ChannelOptions.recvAllocator, value: Self.receiveSizes)
            .channelOption(ChannelOptions.writeBufferWaterMark, value: Self.writeMarks)
    }

    func channelOptions(_ bootstrap: ServerBootstrap) -> ServerBootstrap {
        bootstrap.childChannelOption(ChannelOptions.maxMessagesPerRead, value: 1)
            .childChannelOption(ChannelOptions.recvAllocator, value: Self.receiveSizes)
            .childChannelOption(ChannelOptions.writeBufferWaterMark, value: Self.writeMarks)
    }

    /// What one read brings is decided before the next: a change of another peer waits behind it, about 1 ms for 16 KiB.
    private static var receiveSizes: AdaptiveRecvByteBufferAllocator {
        AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 2048, maximum: 16384)
    }

    private static var writeMarks: ChannelOptions.Types.WriteBufferWaterMark { .init(low: 64 << 10, high: 256 << 10) }
}
