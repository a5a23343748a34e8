import Addresses

extension IPPrefix {
    /// An address somebody wants to have: "address", a host prefix, or "address/length".
    init?(requested text: String) {
        if let address = IPAddress(text) {
            self.init(host: address)
        } else {
            self.init(text)
        }
    }
}

extension MACAddress {
    /// A hardware address somebody wants to have; nil also for group addresses and for zero, which no interface takes.
    init?(requested text: String) {
        guard let address = MACAddress(text), !address.isMulticast, address.value != 0 else { return nil }
        self = address
    }
}
