public import Addresses
public import Netlink

/// The links, addresses and routes of one network namespace at one time: for CHECK and audits, never on the way of an ADD.
public struct NamespaceView: Sendable {
    public let links: [HostLink]
    public let addresses: [InterfaceAddress]
    public let routes: [KernelRoute]

    /// The calling thread's namespace.
    public init() throws(KernelError) {
        let socket = try NetlinkSocket(.route)
        links = try HostLink.all(socket)
        addresses = try InterfaceAddress.all(socket)
        routes = try KernelRoute.all(socket)
    }

    /// Another namespace; the calling thread visits it and comes back.
    public static func of(_ namespace: borrowing NetworkNamespace, home: borrowing NetworkNamespace) throws(KernelError) -> NamespaceView {
        try namespace.inside(from: home) { () throws(KernelError) in try NamespaceView() }
    }

    public func link(named name: String) -> HostLink? { links.first { $0.name == name } }

    /// The addresses of an interface without the link-local one the kernel makes.
    public func addresses(of index: Int32) -> [IPPrefix] {
        addresses.filter { $0.interface == index && !$0.prefix.address.isLinkLocal }.map(\.prefix)
    }
}
