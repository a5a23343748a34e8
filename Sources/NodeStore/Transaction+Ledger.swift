internal import Addresses
internal import IPAM
internal import LMDB

extension Transaction: AddressLedger {
    func state(of address: IPAddress) throws(NodeStoreError) -> AddressState {
        try value(StoreKey.address(address)) { AddressRecord.state($0) } ?? .free
    }

    func walked(_ span: AddressRange) throws(NodeStoreError) -> IPAddress? {
        try value(StoreKey.mark(span)) { octets in
            var reader = OctetReader(octets)
            return reader.address(span.family)
        }
    }

    mutating func setWalked(_ span: AddressRange, through address: IPAddress) throws(NodeStoreError) {
        try put(StoreKey.mark(span), address.octets)
    }

    func visitRecorded(in range: AddressRange, _ body: (IPAddress, AddressState) -> Bool) throws(NodeStoreError) {
        try visit(from: StoreKey.address(range.first), prefix: StoreKey.addresses(range.family)) { key, value in
            var reader = OctetReader(key)
            guard let address = reader.address(range.family), address <= range.last else { return false }
            return body(address, AddressRecord.state(value) ?? .owned)
        }
    }

    func visitReleased(in bucket: AddressRange, _ body: (IPAddress, UInt64) -> Bool) throws(NodeStoreError) {
        let prefix = StoreKey.released(bucket)
        try visit(from: prefix, prefix: prefix) { key, _ in
            var reader = OctetReader(key)
            guard let time = reader.number(), let address = reader.address(bucket.family) else { return true }
            return body(address, time)
        }
    }
}
