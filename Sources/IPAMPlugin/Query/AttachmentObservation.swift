internal import Glibc
internal import Netlink
internal import NodeStore
internal import PodInterface

/// What is left of one attachment in the kernel: its network namespace and its link, looked at independently of each other.
struct AttachmentObservation {
    enum Namespace: Equatable {
        case alive
        /// Nothing at the recorded path, or no namespace.
        case missing(path: String)
        /// The path leads to another namespace than when the address was claimed (inode numbers).
        case replaced(path: String, recorded: UInt64, found: UInt64)
        /// No path is recorded.
        case unknown
    }

    enum Link: Equatable {
        /// Ours, and its other end is the recorded interface in the recorded namespace.
        case leadsToContainer(HostLink)
        /// Ours, and its other end is in some other namespace or is another interface.
        case leadsElsewhere(HostLink)
        /// Ours, and its other end is on the host itself or in a namespace that is being removed.
        case leadsNowhere(HostLink)
        /// An interface of the recorded name that does not look like ours.
        case foreign(HostLink)
        case missing(name: String)
        /// None is recorded: another plugin's business.
        case none
    }

    let namespace: Namespace
    let link: Link
    /// The host end that the interface in the container has, where that is not the recorded one.
    let otherHostEnd: HostLink?

    /// - Parameters:
    ///   - attachment: The record.
    ///   - home: The namespace of the calling thread, which visits the container's and comes back.
    init(_ attachment: Attachment, home: borrowing NetworkNamespace) throws(KernelError) {
        let pair: LinkPair?
        (namespace, pair) = try Self.visit(attachment, home)
        guard attachment.manager == .calico, let name = attachment.hostInterface else {
            (link, otherHostEnd) = (.none, nil)
            return
        }
        if let pair, pair.host.name == name {
            (link, otherHostEnd) = (.leadsToContainer(pair.host), nil)
            return
        }
        otherHostEnd = pair?.host
        guard let found = try HostLink.named(name, NetlinkSocket(.route)) else {
            link = .missing(name: name)
            return
        }
        if !found.looksLikeOurs {
            link = .foreign(found)
        } else {
            link = found.leadsAway ? .leadsElsewhere(found) : .leadsNowhere(found)
        }
    }

    /// What the recorded path leads to, and the pair that the recorded interface in there belongs to.
    private static func visit(_ attachment: Attachment, _ home: borrowing NetworkNamespace) throws(KernelError) -> (Namespace, LinkPair?) {
        guard let path = attachment.netns, !path.isEmpty else { return (.unknown, nil) }
        let opened: NetworkNamespace
        do throws(KernelError) {
            opened = try NetworkNamespace(path: path)
        } catch  where error.isAlreadyGone || error.code == EINVAL || error.code == ENOTDIR {
            return (.missing(path: path), nil)
        }
        let found = FileIdentity(device: opened.identity.device, inode: opened.identity.inode)
        if let recorded = attachment.netnsIdentity, recorded != found {
            return (.replaced(path: path, recorded: recorded.inode, found: found.inode), nil)
        }
        return (.alive, try LinkPair.leading(to: attachment.key.interface, in: opened, home: home))
    }

    /// Whether the namespace is gone for certain.
    var isNamespaceGone: Bool {
        switch namespace {
        case .missing, .replaced: true
        case .alive, .unknown: false
        }
    }

    /// Whether no link of this attachment can carry packets any more.
    var isLinkGone: Bool {
        switch link {
        case .missing, .leadsNowhere: true
        // Our own veth whose MAC address somebody changed looks foreign too.
        case .foreign(let found): !(found.kind == "veth" && found.leadsAway)
        case .leadsToContainer, .leadsElsewhere, .none: false
        }
    }

    /// Our link that is still there and may go with its record.
    var ownLink: HostLink? {
        switch link {
        case .leadsToContainer(let found), .leadsElsewhere(let found), .leadsNowhere(let found): found.looksLikeOurs ? found : nil
        case .foreign, .missing, .none: nil
        }
    }
}

extension HostLink {
    /// Whether the other end is in another namespace that lives (`IFLA_LINK_NETNSID` is -1 while one is being removed).
    var leadsAway: Bool { peerNamespaceID.map { $0 >= 0 } ?? false }
}
