internal import CNISpec
internal import PodInterface
internal import Slim

/// Names for the host end of a pod's link, best first.
enum HostInterfaceName {
    /// Upstream's name, then names derived from the whole identity of the attachment: container ids often share their first characters.
    ///
    /// - Parameters:
    ///   - network: The network's name.
    ///   - invocation: Pod, container and interface.
    ///   - prefixes: `FELIX_INTERFACEPREFIX`: a list between commas, the first entry counts.
    static func candidates(network: String, _ invocation: Invocation, prefixes: String?) -> [String] {
        let first = prefixes?.split(separator: ",").first.map(String.init) ?? CalicoLink.namePrefix
        // IFNAMSIZ less its NUL (linux/if.h): four characters and eleven.
        let prefix = first.utf8.count <= 4 ? first : CalicoLink.namePrefix
        let arguments = invocation.arguments
        let own: String
        if let pod = arguments.podName, let namespace = arguments.podNamespace {
            own = String(SHA1.hexadecimal("\(namespace).\(pod)").prefix(11))
        } else {
            own = String(invocation.containerID.prefix(11))
        }
        let identity = "\(network)\u{0}\(invocation.containerID)\u{0}\(invocation.interface)"
        let derived = ["", "\u{0}1", "\u{0}2", "\u{0}3"].map { String(SHA1.hexadecimal(identity + $0).prefix(11)) }
        return ([own] + derived).map { prefix + $0 }
    }
}
