internal import Addresses
internal import NodeSettings

extension AddressChooser {
    /// Interfaces that no node has its address on: of container runtimes, tunnels and bridges of others, by the begin of their names
    /// (upstream's list).
    static let leftOut = [
        "docker", "cbr", "dummy", "podman", "virbr", "lxcbr", "veth", "lo", "br-", "cali", "tunl", "flannel", "kube-ipvs", "cni",
        "vxlan.calico", "vxlan-v6.calico", "wireguard.cali", "wg-v6.cali", "nodelocaldns",
    ]

    func detect(_ method: AutodetectionMethod) throws(StartupError) -> AddressDecision {
        do throws(StartupError) {
            switch method {
            case .firstFound: return try found(method, "first-found") { !isLeftOut($0) }
            case .skipInterface(let patterns):
                return try found(method, "skip-interface") { each in !isLeftOut(each) && !patterns.contains { $0.matches(each.name) } }
            case .interface(let patterns): return try matching(patterns, method)
            case .cidr(let networks): return try inside(networks, method)
            case .canReach(let destination): return try reaching(destination)
            case .kubernetesInternalIP:
                throw StartupError(
                    .settings, "the address cannot come from Kubernetes",
                    "\(methodOption) is kubernetes-internal-ip and this daemon is connected to no Kubernetes API; choose another method, "
                        + "or set \(option) to the address")
            }
        } catch {
            // What the node had is better than nothing while interfaces come up.
            guard error.kind == .noAddress, let stored else { throw error }
            let words = "\(error.details). \(stored), which the Node resource has, stays for now"
            return AddressDecision(stored, interface: nil, how: "kept", remarks: [words])
        }
    }

    private func isLeftOut(_ interface: HostInterface) -> Bool { Self.leftOut.contains { interface.name.hasPrefix($0) } }

    private func found(
        _ method: AutodetectionMethod, _ name: String, _ counts: (HostInterface) -> Bool
    ) throws(StartupError) -> AddressDecision {
        if let stored, let kept = kept(stored, where: counts) { return kept }
        let found = interfaces.filter(counts).flatMap { candidates(on: $0) }
        guard !found.isEmpty else {
            let names = interfaces.filter { !counts($0) }.map(\.name).joined(separator: ", ")
            throw notFound("no interface has one that others could reach" + (names.isEmpty ? "" : " (\(names) do not count)"))
        }
        return try pick(found, name)
    }

    /// Interfaces by name: an earlier expression wins.
    private func matching(_ patterns: [InterfacePattern], _ method: AutodetectionMethod) throws(StartupError) -> AddressDecision {
        if let stored, let kept = kept(stored, where: { each in patterns.contains { $0.matches(each.name) } }) { return kept }
        for pattern in patterns {
            let found = interfaces.filter { pattern.matches($0.name) }.flatMap { candidates(on: $0) }
            if !found.isEmpty { return try pick(found, "interface=\(pattern.text)") }
        }
        let matching = interfaces.filter { each in patterns.contains { $0.matches(each.name) } }
        let state = matching.map { "\($0.name) is \($0.isUp ? "up without one" : "down")" }.joined(separator: ", ")
        let names = interfaces.map(\.name).joined(separator: ", ")
        throw notFound("\(method): " + (matching.isEmpty ? "no interface has such a name; there are \(names)" : state))
    }

    /// Addresses by network: an earlier network wins.
    private func inside(_ networks: [IPPrefix], _ method: AutodetectionMethod) throws(StartupError) -> AddressDecision {
        if let stored, networks.contains(where: { $0.contains(stored.address) }), let kept = kept(stored, where: { _ in true }) { return kept }
        for network in networks {
            let found = interfaces.flatMap { candidates(on: $0, inside: network) }
            if !found.isEmpty { return try pick(found, "cidr=\(network)") }
        }
        throw notFound("\(method): no interface that is up has an address in there")
    }

    private func reaching(_ destination: String) throws(StartupError) -> AddressDecision {
        switch reach(destination) {
        case .nowhere(let reason):
            // A route that is missing for now is no reason to give an address up.
            if let stored, let kept = kept(stored, where: { _ in true }) { return kept }
            throw notFound("can-reach=\(destination): \(reason)")
        case .from(let address):
            guard let holder = holder(of: address), address.isGlobalUnicast else {
                let words = address.isGlobalUnicast ? "is on no interface" : "others cannot reach"
                throw notFound("can-reach=\(destination): the kernel would use \(address), which \(words)")
            }
            if let stored, let kept = kept(stored, where: { $0.name == holder.interface.name }) { return kept }
            return AddressDecision(
                holder.address.prefix, interface: holder.interface.name, how: "can-reach=\(destination): \(holder.interface.name)")
        }
    }

    /// An address that could be the node's.
    private struct Candidate {
        let interface: HostInterface
        let prefix: IPPrefix
        var text: String { "\(prefix) on \(interface.name)" }
    }

    /// The best addresses of an interface that is up; several when they are as good as each other.
    private func candidates(on interface: HostInterface, inside network: IPPrefix? = nil) -> [Candidate] {
        guard interface.isUp else { return [] }
        let usable = interface.addresses.filter { each in
            each.prefix.family == family && each.address.isGlobalUnicast && !each.isDuplicate && network?.contains(each.address) != false
        }
        let best = usable.map(\.rank).min()
        return usable.filter { $0.rank == best }.map { Candidate(interface: interface, prefix: $0.prefix) }
    }

    /// The one of several: on an interface with a carrier before others, then on the one with the default route.
    private func pick(_ all: [Candidate], _ method: String) throws(StartupError) -> AddressDecision {
        let connected = all.filter(\.interface.hasCarrier)
        let candidates = connected.isEmpty ? all : connected
        func decision(_ one: Candidate, _ remarks: [String]) -> AddressDecision {
            AddressDecision(one.prefix, interface: one.interface.name, how: "\(method): \(one.interface.name)", remarks: remarks)
        }
        if candidates.count == 1 { return decision(candidates[0], []) }
        let list = candidates.map(\.text).joined(separator: " and ")
        let carrying = candidates.filter { $0.interface.defaultRoutes.contains(family) }
        if carrying.count == 1 {
            let words = "several addresses could be the node's: \(list); the one with the default route was taken. Set \(option) to be sure"
            return decision(carrying[0], [words])
        }
        let names = Set(candidates.map(\.interface.name))
        let way = names.count > 1 ? "interface=NAME or cidr=NETWORK" : "cidr=NETWORK"
        throw StartupError(
            .ambiguousAddress, "the node's IPv\(family.rawValue) address is ambiguous",
            "\(method) found \(list), and the default route does not tell them apart; set \(option) to one of them, or \(methodOption) to \(way)")
    }

    private func notFound(_ words: String) -> StartupError {
        StartupError(
            .noAddress, "no IPv\(family.rawValue) address for the node was found",
            "\(words); give an interface an address, or set \(option), or another \(methodOption)")
    }
}
