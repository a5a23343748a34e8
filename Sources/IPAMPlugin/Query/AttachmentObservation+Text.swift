internal import Addresses
internal import PodInterface

extension AttachmentObservation {
    /// What became of the namespace, as a half sentence.
    var namespaceText: String {
        switch namespace {
        case .alive: "its network namespace lives"
        case .missing(let path): "its network namespace \(path) is gone"
        case .replaced(let path, let recorded, let found): "\(path) is another network namespace by now (inode \(found), recorded \(recorded))"
        case .unknown: "no network namespace is recorded"
        }
    }

    /// What became of the link, as a half sentence.
    var linkText: String {
        switch link {
        case .leadsToContainer(let link): "host interface \(link.name) leads to the container"
        case .leadsElsewhere(let link):
            "host interface \(link.name) leads to a namespace that lives (number \(link.peerNamespaceID ?? -1) of `ip netns list-id`)"
        case .leadsNowhere(let link): "host interface \(link.name) leads nowhere"
        case .foreign(let link): "host interface \(link.name) is not ours (\(link.kind ?? "no veth"), MAC \(link.mac.map { "\($0)" } ?? "none"))"
        case .missing(let name): "host interface \(name) is gone"
        case .none: "no host interface is recorded"
        }
    }

    var text: String { "\(namespaceText) and \(linkText)" }
}
