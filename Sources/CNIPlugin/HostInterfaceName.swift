internal import CNISpec
internal import PodInterface
internal import Slim

/// Names for the host end of a pod's link.
struct HostInterfaceName {
    /// Upstream's name: a hash of namespace and pod, or the start of the container id.
    let own: String
    private let prefix: String
    private let identity: String

    /// - Parameters:
    ///   - network: The network's name.
    ///   - invocation: Pod, container and interface.
    ///   - prefixes: `FELIX_INTERFACEPREFIX`: a list between commas, the first entry counts.
    init(network: String, _ invocation: Invocation, prefixes: String?) {
        let first = prefixes?.split(separator: ",").first.map(String.init) ?? CalicoLink.namePrefix
        // IFNAMSIZ less its NUL (linux/if.h): four characters and eleven.
        prefix = first.utf8.count <= 4 ? first : CalicoLink.namePrefix
        let arguments = invocation.arguments
        if let pod = arguments.podName, let namespace = arguments.podNamespace {
            own = prefix + String(SHA1.hexadecimal("\(namespace).\(pod)").prefix(11))
        } else {
            own = prefix + String(invocation.containerID.prefix(11))
        }
        identity = "\(network)\u{0}\(invocation.containerID)\u{0}\(invocation.interface)"
    }

    /// Names derived from the whole identity of the attachment, for when ``own`` is taken: container ids often share their first characters.
    var derived: [String] {
        ["", "\u{0}1", "\u{0}2", "\u{0}3"].map { prefix + String(SHA1.hexadecimal(identity + $0).prefix(11)) }
    }
}
