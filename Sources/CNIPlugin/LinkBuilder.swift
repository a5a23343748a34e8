internal import Addresses
internal import CLinux
internal import CNISpec
internal import Netlink
internal import NodeIPAM
internal import NodeStore
internal import PodInterface

/// Brings record and link together: claims, makes or completes the link, and undoes its own part when that fails.
struct LinkBuilder {
    let nodeStore: NodeStore
    let plan: AttachmentPlan

    /// - Returns: The record, and the MAC address the container's end really has.
    func build(_ namespace: borrowing ContainerNamespace, step: (StaticString) -> Void) throws(CNIError) -> (Attachment, MACAddress) {
        var hostNames = [plan.hostName.own]
        var derived = false
        var wanted: [IPAddress] = []
        while true {
            let claim = plan.claim(hostNames: hostNames, wanted: wanted)
            let outcome: ClaimOutcome
            do throws(NodeStoreError) {
                outcome = try nodeStore.claim(claim)
            } catch .hostInterfaceTaken where !derived {
                (hostNames, derived) = (plan.hostName.derived, true)
                continue
            } catch {
                throw CNIError(error)
            }
            try verify(outcome)
            step("store")
            do throws(PodInterfaceError) {
                switch outcome {
                case .new(let attachment):
                    try plan.interface(attachment).create(in: namespace.container, home: namespace.home, step: step)
                    return (attachment, attachment.mac ?? MACAddress(value: 0))
                case .existing(let attachment):
                    return try resume(attachment, namespace, step: step)
                }
            } catch {
                switch error {
                case .hostNameTaken(let name):
                    if try removeUnrecordedPair(namespace) { continue }
                    // Somebody else's interface has the name: it stays, and the next name is tried.
                    wanted = outcome.attachment.addresses.map(\.address)
                    try release()
                    hostNames = derived ? hostNames : hostNames + plan.hostName.derived
                    derived = true
                    hostNames.removeAll { $0 == name }
                    if hostNames.isEmpty { throw refusal(error) }
                case .podNameTaken:
                    if try removeUnrecordedPair(namespace) { continue }
                    try undo(outcome)
                    throw refusal(error)
                case .routeTaken, .kernel:
                    try undo(outcome)
                    throw refusal(error)
                }
            }
        }
    }

    /// A repeated ADD gets the addresses of the first; it may not insist on others.
    private func verify(_ outcome: ClaimOutcome) throws(CNIError) {
        guard case .existing(let attachment) = outcome else { return }
        let held = attachment.addresses.map(\.address)
        guard let other = plan.insisted.first(where: { !held.contains($0) }) else { return }
        throw CNIError(
            .addressUnavailable, "the interface has another address already",
            details: "\(other) was requested for \(attachment.key), which holds \(held.map { "\($0)" }.joined(separator: ", ")); DEL it first")
    }

    /// A repeated ADD, or one whose first try died half-way: the record decides, the link is verified or made.
    private func resume(
        _ attachment: Attachment, _ namespace: borrowing ContainerNamespace, step: (StaticString) -> Void
    ) throws(PodInterfaceError) -> (Attachment, MACAddress) {
        let interface = plan.interface(attachment)
        let end: HostLink?
        let pair: LinkPair?
        do {
            pair = try LinkPair.leading(to: interface.name, in: namespace.container, home: namespace.home)
            end = try pair?.pod ?? LinkPair.podEnd(interface.name, in: namespace.container, home: namespace.home)
            if end == nil, try PodInterface.delete(hostName: interface.hostName) == .notOurs {
                throw PodInterfaceError.hostNameTaken(interface.hostName)
            }
        } catch let error as KernelError {
            throw .kernel(error)
        } catch {
            throw error as? PodInterfaceError ?? .hostNameTaken(interface.hostName)
        }
        if let pair, pair.host.name == interface.hostName {
            try interface.create(in: namespace.container, home: namespace.home, existing: pair.host, step: step)
            return (attachment, pair.pod.mac ?? interface.mac)
        }
        guard end == nil else { throw .podNameTaken(interface.name) }
        try interface.create(in: namespace.container, home: namespace.home, step: step)
        return (attachment, interface.mac)
    }

    /// Deletes a link of ours that leads to this very container and that no record knows: what is left when the node store was lost.
    private func removeUnrecordedPair(_ namespace: borrowing ContainerNamespace) throws(CNIError) -> Bool {
        let name = plan.draft.key.interface
        let pair = try kernel { () throws(KernelError) in try LinkPair.leading(to: name, in: namespace.container, home: namespace.home) }
        guard let pair, pair.host.looksLikeOurs, pair.host.name.hasPrefix(CalicoLink.namePrefix) else { return false }
        let owner = try store { () throws(NodeStoreError) in try nodeStore.owner(ofHostInterface: pair.host.name) }
        guard owner == nil || owner == plan.draft.key else { return false }
        try kernel { () throws(KernelError) in try PodInterface.delete(pair.host) }
        return true
    }

    /// Takes back what this ADD recorded; the record of an earlier ADD stays for its DEL.
    private func undo(_ outcome: ClaimOutcome) throws(CNIError) {
        if case .new = outcome { try release() }
    }

    private func release() throws(CNIError) {
        _ = try store { () throws(NodeStoreError) in try nodeStore.release(plan.draft.key, now: CalicoPlugin.now()) }
    }

    private func refusal(_ error: PodInterfaceError) -> CNIError {
        switch error {
        case .hostNameTaken(let name):
            CNIError(
                .foreignInterface, "the host has an interface of that name already",
                details: "\(name) and every name derived for this attachment are taken by interfaces that no record knows; see `calico-ipam check`")
        case .podNameTaken(let name):
            CNIError(
                .foreignInterface, "the container has an interface of that name already",
                details: "\(name) in \(plan.draft.netns ?? "") is not ours; choose another CNI_IFNAME, or delete it: "
                    + "nsenter --net=\(plan.draft.netns ?? "") ip link delete \(name)")
        case .routeTaken(let error):
            CNIError(
                .addressUnavailable, "somebody on this node has the address already",
                details: "\(error); `ip route get` on the address shows over which interface, `calico-ipam check` what is recorded")
        case .kernel(let error): CNIError(error)
        }
    }
}
