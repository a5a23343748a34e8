/// A set of attributes in an ``AttributeTable``; ``none`` for no set.
struct AttributeHandle: Hashable, Sendable {
    let value: UInt32

    @inline(__always)
    init(_ value: UInt32) { self.value = value }

    static let none = AttributeHandle(0)

    @inline(__always)
    var isNone: Bool { value == 0 }

    @inline(__always)
    var index: Int { Int(value) }
}
