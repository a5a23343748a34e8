internal import Addresses
internal import JSON
internal import LMDB

/// Everything in a table at once, copied out of LMDB's memory.
extension Transaction {
    func attachments(network: String? = nil) throws(NodeStoreError) -> [Attachment] {
        let start = StoreKey.attachments + (network.map { $0.utf8 + [0] } ?? [])
        var attachments: [Attachment] = []
        var broken: String?
        try visit(from: start, prefix: start) { rest, value in
            let octets = start.dropFirst() + rest
            guard let key = AttachmentKey(octets: octets), let attachment = Attachment(key: key, text: value) else {
                broken = "the attachment record \(String(decoding: octets, as: UTF8.self)) cannot be read"
                return false
            }
            attachments.append(attachment)
            return true
        }
        if let broken { throw corrupt(broken) }
        return attachments
    }

    func addressRecords() throws(NodeStoreError) -> [NamedAddressRecord] {
        var records: [NamedAddressRecord] = []
        var isBroken = false
        try visit(from: StoreKey.addresses, prefix: StoreKey.addresses) { key, value in
            var reader = OctetReader(key)
            guard let family = reader.family(), let address = reader.address(family), let record = AddressRecord(value),
                let named = NamedAddressRecord(address, record)
            else {
                isBroken = true
                return false
            }
            records.append(named)
            return true
        }
        if isBroken { throw corrupt("an address record cannot be read") }
        return records
    }

    /// Names of host interfaces with their owners, in order.
    func hostInterfaces() throws(NodeStoreError) -> [(name: String, owner: AttachmentKey)] {
        var names: [(String, AttachmentKey)] = []
        try visit(from: StoreKey.hostInterfaces, prefix: StoreKey.hostInterfaces) { key, value in
            if let owner = AttachmentKey(octets: value) { names.append((String(decoding: key, as: UTF8.self), owner)) }
            return true
        }
        return names
    }

    /// Spans with the address each was walked through.
    func marks() throws(NodeStoreError) -> [(span: AddressRange, through: IPAddress)] {
        var marks: [(AddressRange, IPAddress)] = []
        try visit(from: StoreKey.marks, prefix: StoreKey.marks) { key, value in
            var reader = OctetReader(key)
            var text = OctetReader(value)
            if let span = reader.span(), let address = text.address(span.family) { marks.append((span, address)) }
            return true
        }
        return marks
    }

    /// Released addresses with bucket and time, in the order of hand-out within each bucket.
    func releasedAddresses() throws(NodeStoreError) -> [(bucket: AddressRange, time: UInt64, address: IPAddress)] {
        var released: [(AddressRange, UInt64, IPAddress)] = []
        try visit(from: StoreKey.released, prefix: StoreKey.released) { key, _ in
            var reader = OctetReader(key)
            if let bucket = reader.span(), let time = reader.number(), let address = reader.address(bucket.family) {
                released.append((bucket, time, address))
            }
            return true
        }
        return released
    }
}
