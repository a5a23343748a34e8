internal import Addresses
internal import NodeStore

/// Pods of this node as the node store has them: which address is behind which interface.
struct EndpointTable: Sendable {
    private var attachments: [AttachmentKey: Attachment] = [:]
    /// By address: the host end of the pod's link, where the link is ours.
    private(set) var addresses: [IPAddress: String?] = [:]

    var count: Int { attachments.count }

    /// - Returns: Addresses whose interface is another now, or that came or went.
    mutating func apply(_ changes: [EndpointChange]) -> Set<IPAddress> {
        var touched: Set<IPAddress> = []
        for change in changes {
            for prefix in attachments[change.key]?.addresses ?? [] {
                addresses[prefix.address] = nil
                touched.insert(prefix.address)
            }
            attachments[change.key] = change.attachment
            guard let attachment = change.attachment else { continue }
            for prefix in attachment.addresses {
                addresses[prefix.address] = .some(attachment.manager == .calico ? attachment.hostInterface : nil)
                touched.insert(prefix.address)
            }
        }
        return touched
    }

    /// Changes that bring the table to exactly these attachments.
    func changes(to all: [Attachment]) -> [EndpointChange] {
        let keys = Set(all.map(\.key))
        let gone = attachments.keys.filter { !keys.contains($0) }.map { EndpointChange(key: $0, attachment: nil) }
        return gone + all.filter { attachments[$0.key] != $0 }.map { EndpointChange(key: $0.key, attachment: $0) }
    }
}

/// One pod's interface that came, changed or went.
struct EndpointChange: Hashable, Sendable {
    let key: AttachmentKey
    /// nil: it is gone.
    let attachment: Attachment?
}
