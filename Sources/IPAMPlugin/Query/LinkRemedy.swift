internal import Netlink
internal import PodInterface

/// What has to be done by hand before `calico-ipam repair` can complete a container's link: it touches nothing that is not ours.
struct LinkRemedy {
    /// Shell commands, in order.
    private(set) var steps: [String] = []
    /// What the container has under the interface's name, as a half sentence.
    let podEndText: String
    let cause: String

    /// - Parameters:
    ///   - seen: The container lives.
    ///   - interface: As it shall be.
    ///   - container: The container's namespace.
    ///   - home: The namespace of the calling thread.
    ///   - path: Of the container's namespace.
    init(
        _ seen: AttachmentObservation, _ interface: PodInterface, in container: borrowing NetworkNamespace, home: borrowing NetworkNamespace,
        path: String
    ) throws(KernelError) {
        if case .leadsToContainer(let link) = seen.link {
            podEndText = "the container has interface \(interface.name)"
            cause = "it was changed after the container was made, by hand or by another program"
            if !link.isUp { steps.append("ip link set dev \(link.name) up") }
            if link.mac != CalicoLink.hostMAC { steps.append("ip link set dev \(link.name) address \(CalicoLink.hostMAC)") }
            return
        }
        if let other = seen.otherHostEnd {
            podEndText = "interface \(interface.name) in the container leads to \(other.name)"
            if case .missing = seen.link {
                cause = "the host interface was renamed"
                steps = [
                    "ip link set dev \(other.name) down", "ip link set dev \(other.name) name \(interface.hostName)",
                    "ip link set dev \(interface.hostName) up",
                ]
                return
            }
            cause = "another link was made in place of the recorded one"
            steps.append("ip link delete \(other.name)")
        } else if let end = try LinkPair.podEnd(interface.name, in: container, home: home) {
            podEndText = "interface \(interface.name) in the container is not ours (\(end.kind ?? "no veth"))"
            cause = "something else was put in place of the container's interface"
            steps.append("nsenter --net=\(CommandText.quoted(path)) ip link delete \(interface.name)")
        } else {
            podEndText = "the container has no interface \(interface.name)"
            cause = "the link was deleted or renamed, by hand or by another program"
        }
        if case .foreign(let link) = seen.link { steps.append("ip link delete \(link.name)") }
    }
}
