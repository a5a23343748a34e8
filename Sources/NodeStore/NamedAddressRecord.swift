internal import Addresses

/// An address with what is recorded of it.
struct NamedAddressRecord {
    let address: IPAddress
    let state: RecordedAddress.State
    let bucket: AddressRange?

    /// nil when the owner cannot be read.
    init?(_ address: IPAddress, _ record: AddressRecord) {
        switch record.holder {
        case .released(let time): state = .released(at: time)
        case .owner(let octets):
            guard let owner = AttachmentKey(octets: octets) else { return nil }
            state = .owned(owner)
        }
        self.address = address
        bucket = record.bucket
    }

    var `public`: RecordedAddress { RecordedAddress(address: address, state: state) }
}
