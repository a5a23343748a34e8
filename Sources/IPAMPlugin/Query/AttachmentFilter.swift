internal import NodeStore
internal import Slim

/// Which attachments are asked about.
struct AttachmentFilter {
    var pod: String?
    /// A container's id or the beginning of one.
    var container: String?
    var network: String?
    var interface: String?

    init(pod: String? = nil, container: String? = nil, network: String? = nil, interface: String? = nil) {
        self.pod = pod
        self.container = container
        self.network = network
        self.interface = interface
    }

    init(_ arguments: Arguments) {
        self.init(
            pod: arguments.value(QueryOption.pod), container: arguments.value(QueryOption.container),
            network: arguments.value(QueryOption.network), interface: arguments.value(QueryOption.interface))
    }

    var isEmpty: Bool { pod == nil && container == nil && network == nil && interface == nil }

    func accepts(_ attachment: Attachment) -> Bool {
        if let pod, attachment.podName != pod, attachment.pod?.name != pod { return false }
        if let container, !attachment.key.containerID.hasPrefix(container) { return false }
        if let network, attachment.key.network != network { return false }
        if let interface, attachment.key.interface != interface { return false }
        return true
    }
}
