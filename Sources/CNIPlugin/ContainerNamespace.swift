internal import CNISpec
internal import Netlink
internal import PluginShell

/// The two network namespaces of a request, both open.
struct ContainerNamespace: ~Copyable {
    let home: NetworkNamespace
    let container: NetworkNamespace
    let path: String

    /// For verbs that cannot do without the container's namespace.
    /// - Throws: ``CNIError/Code/unknownContainer`` when it is gone, ``CNIError/Code/ownNamespace`` when it is the host's.
    init(_ request: borrowing PluginRequest) throws(CNIError) {
        let path = request.invocation.netns ?? ""
        let home = try Self.open { () throws(KernelError) in try NetworkNamespace.current() }
        let container = try Self.open { () throws(KernelError) in try NetworkNamespace(path: path) }
        guard home.identity != container.identity || request.invocation.netnsOverride else {
            throw CNIError(
                .ownNamespace, "the container's network namespace is the plugin's own",
                details: "CNI_NETNS \(path) is the host's namespace; a container on the host network needs no plugin")
        }
        self.init(home: home, container: container, path: path)
    }

    private init(home: consuming NetworkNamespace, container: consuming NetworkNamespace, path: String) {
        self.home = home
        self.container = container
        self.path = path
    }

    private static func open(_ body: () throws(KernelError) -> NetworkNamespace) throws(CNIError) -> NetworkNamespace {
        do { return try body() } catch {
            let code: CNIError.Code = error.isNotPermitted ? .kernel : .unknownContainer
            throw CNIError(code, "the container's network namespace cannot be opened", details: "CNI_NETNS: \(error)")
        }
    }

    /// For DEL: nil when there is no namespace any more, or none was named.
    static func ifThere(_ request: borrowing PluginRequest) throws(CNIError) -> ContainerNamespace? {
        guard request.invocation.netns != nil else { return nil }
        do { return try ContainerNamespace(request) } catch  where error.code == .unknownContainer { return nil }
    }
}

extension CNIError {
    /// A refusal of the kernel.
    init(_ error: KernelError) {
        let remedy = error.isNotPermitted ? "; run as root with CAP_NET_ADMIN and CAP_SYS_ADMIN" : ""
        self.init(.kernel, "the kernel refused a request", details: "\(error)\(remedy)")
    }
}

/// Runs `body` with the kernel's errors turned into the runtime's.
func kernel<Answer: ~Copyable>(_ body: () throws(KernelError) -> Answer) throws(CNIError) -> Answer {
    do { return try body() } catch { throw CNIError(error) }
}
