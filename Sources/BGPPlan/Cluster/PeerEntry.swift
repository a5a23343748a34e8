internal import Addresses
internal import BGPCore
internal import BGPWire
internal import Model
internal import Selectors

/// A BGPPeer resource, its selectors parsed and evaluated.
struct PeerEntry: Sendable {
    enum Scope: Sendable, Equatable {
        case all
        case node(String)
        case selector
    }

    enum Target: Sendable {
        /// nil: no port is given.
        case address(IPAddress, port: UInt16?)
        /// Places in ``ClusterIndex/nodes``, ascending.
        case nodes([Int])
        case workloads
    }

    let name: String
    let scope: Scope
    /// Which nodes it is for, by their places in ``ClusterIndex/nodes``.
    let isInScope: [Bool]
    let target: Target
    /// nil, too, for 0.
    let asNumber: BGPWire.ASNumber?
    let localAS: BGPWire.ASNumber?
    let nextHopMode: Model.NextHopMode?
    let keepsNextHop: Bool
    let password: SecretReference?
    let usesNodeAddress: Bool
    let restartTime: UInt16?
    let keepaliveTime: UInt16?
    let allowedOwnAS: Int
    let maximumHops: UInt8?
    let gateway: IPAddress?
    let filters: [String]
    let isReversed: Bool

    var subject: String { "BGPPeer(\(name))" }

    func nextHop(isInternal: Bool) -> ExportPolicy.NextHopMode {
        switch nextHopMode {
        case .keep: .keep
        case .self: .own
        case .auto: .auto
        case nil: keepsNextHop && !isInternal ? .keep : .auto
        }
    }

    /// Throws, in words, why the resource has no effect.
    init(_ peer: BGPPeer, _ nodes: [NodeEntry]) throws(PeerFault) {
        name = peer.name
        let spec = peer.spec
        let nodeSelector = try Self.selector(spec.nodeSelector, "nodeSelector")
        if let nodeSelector {
            scope = .selector
            isInScope = nodes.map { nodeSelector.evaluate($0.labels) }
        } else if let node = spec.node, !node.isEmpty {
            scope = .node(node)
            isInScope = nodes.map { $0.name == node }
        } else {
            scope = .all
            isInScope = [Bool](repeating: true, count: nodes.count)
        }
        let gateway: IPAddress? = spec.reachableBy
        self.gateway = gateway
        if let selector = try Self.selector(spec.localWorkloadSelector, "localWorkloadSelector") {
            guard spec.asNumber.map({ $0.value > 0 }) == true else { throw PeerFault("localWorkloadSelector needs an asNumber") }
            _ = selector
            target = .workloads
        } else if let selector = try Self.selector(spec.peerSelector, "peerSelector") {
            target = .nodes(nodes.indices.filter { selector.evaluate(nodes[$0].labels) })
        } else if let endpoint = spec.peerIP {
            if let gateway, gateway.family != endpoint.address.family {
                throw PeerFault("reachableBy \(gateway) is of another family than peerIP \(endpoint.address)")
            }
            target = .address(endpoint.address, port: endpoint.port)
        } else {
            throw PeerFault("it has no peerIP that is an address, no peerSelector and no localWorkloadSelector")
        }
        asNumber = spec.asNumber.flatMap { $0.value > 0 ? BGPWire.ASNumber($0.value) : nil }
        localAS = spec.localASNumber.flatMap { $0.value > 0 ? BGPWire.ASNumber($0.value) : nil }
        nextHopMode = spec.nextHopMode
        keepsNextHop = spec.keepOriginalNextHop ?? false
        password = SecretReference(spec.password)
        usesNodeAddress = spec.sourceAddress != Optional.some(PeerSourceAddress.none)
        restartTime = spec.maxRestartTime?.wholeSeconds
        keepaliveTime = spec.keepaliveTime.flatMap { $0.wholeSeconds > 0 ? $0.wholeSeconds : nil }
        allowedOwnAS = spec.numAllowedLocalASNumbers ?? 0
        maximumHops = spec.ttlSecurity.flatMap { $0 > 0 ? UInt8(exactly: $0) : nil }
        filters = spec.filters ?? []
        isReversed = spec.reversePeering != .manual
    }

    /// nil for an absent or empty one.
    private static func selector(_ text: String?, _ field: String) throws(PeerFault) -> Selector? {
        guard let text, !text.isEmpty else { return nil }
        do throws(SelectorError) {
            return try Selector(parsing: text)
        } catch {
            throw PeerFault("\(field) is no selector: \(error)")
        }
    }
}

/// Why a BGPPeer has no effect.
struct PeerFault: Error {
    let words: String

    init(_ words: String) { self.words = words }
}
