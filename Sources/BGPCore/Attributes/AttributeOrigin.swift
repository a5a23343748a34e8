/// How octets of a set of attributes are to be read: as sessions of one kind send them, or as made here.
struct AttributeOrigin: Hashable, Sendable {
    private let value: UInt16

    private init(value: UInt16) { self.value = value }

    /// - Parameter place: Of the decoding options.
    init(received place: Int) { value = UInt16(truncatingIfNeeded: place + 2) }

    static let free = AttributeOrigin(value: 0)
    static let made = AttributeOrigin(value: 1)

    /// Of the decoding options; -1 or less when there are none.
    var place: Int { Int(value) - 2 }
}
