internal import CNetlink
internal import Glibc
public import Netlink

/// Both ends of a veth pair, seen from the host and from inside the pod.
public struct LinkPair: Hashable, Sendable {
    public let host: HostLink
    public let pod: HostLink

    /// The pair whose pod end is `name` in `namespace` and whose other end is in the host's; nil when there is no such pair.
    ///
    /// This is the proof of ownership that needs no record: names can be reused, a pair cannot.
    public static func leading(
        to name: String, in namespace: borrowing NetworkNamespace, home: borrowing NetworkNamespace
    ) throws(KernelError) -> LinkPair? {
        guard let pod = try podEnd(name, in: namespace, home: home), pod.kind == "veth", let index = pod.peerIndex else { return nil }
        let socket = try NetlinkSocket(.route)
        guard let host = try HostLink.numbered(index, socket), host.kind == "veth", host.peerIndex == pod.index else { return nil }
        guard let number = try HostLink.namespaceID(of: namespace, socket), number == host.peerNamespaceID else { return nil }
        return LinkPair(host: host, pod: pod)
    }

    /// The interface `name` inside `namespace`, whatever it is; nil when there is none.
    public static func podEnd(
        _ name: String, in namespace: borrowing NetworkNamespace, home: borrowing NetworkNamespace
    ) throws(KernelError) -> HostLink? {
        try namespace.inside(from: home) { () throws(KernelError) in try HostLink.named(name, NetlinkSocket(.route)) }
    }
}

extension PodInterface {
    /// What became of a link that was to be deleted.
    public enum Deletion: Hashable, Sendable {
        case deleted, alreadyGone
        /// A link of that name is there that does not look like ours: it stays.
        case notOurs
    }

    /// Deletes the host end recorded under `hostName` and with it the pod's end and all routes.
    public static func delete(hostName: String) throws(KernelError) -> Deletion {
        let socket = try NetlinkSocket(.route)
        guard let link = try HostLink.named(hostName, socket) else { return .alreadyGone }
        guard link.looksLikeOurs else { return .notOurs }
        try link.delete(socket)
        return .deleted
    }

    /// Deletes a link found as a pair.
    public static func delete(_ link: HostLink) throws(KernelError) { try link.delete(NetlinkSocket(.route)) }
}
