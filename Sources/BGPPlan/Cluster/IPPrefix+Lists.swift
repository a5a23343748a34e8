internal import Addresses

extension IPPrefix {
    /// One address.
    var isSingle: Bool { length == family.bits }

    /// By family and address, a network before those inside it.
    static func isBefore(_ left: IPPrefix, _ right: IPPrefix) -> Bool {
        left.address != right.address ? left.address < right.address : left.length < right.length
    }

    /// The longest first; then by address.
    static func isMoreSpecific(_ left: IPPrefix, _ right: IPPrefix) -> Bool {
        left.length != right.length ? left.length > right.length : left.address < right.address
    }
}

extension [IPPrefix] {
    /// Ascending, each once.
    var sortedOnce: [IPPrefix] { Set(self).sorted(by: IPPrefix.isBefore) }
}
