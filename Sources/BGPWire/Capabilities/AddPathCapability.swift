/// Several paths to one prefix can be sent, received or both (RFC 7911 §4).
public struct AddPathCapability: Hashable, Sendable {
    static let code: UInt8 = 69

    /// The Send/Receive field: what the sender of the capability can do.
    public enum Mode: UInt8, Hashable, Sendable, CaseIterable {
        case receive = 1
        case send
        case sendAndReceive

        public var receives: Bool { self != .send }
        public var sends: Bool { self != .receive }
    }

    /// A family and what can be done with its paths.
    public struct Family: Hashable, Sendable {
        public let family: AddressFamily
        public let mode: Mode

        public init(_ family: AddressFamily, _ mode: Mode) {
            self.family = family
            self.mode = mode
        }
    }

    public var families: [Family]

    public init(_ families: [Family]) { self.families = families }

    /// The capability; ``Capability/unknown(code:value:)`` when a Send/Receive field has another value (RFC 7911 §4).
    static func decode(_ value: RawSpan) throws(BGPError) -> Capability {
        guard value.byteCount.isMultiple(of: 4) else { throw Capability.badLength("ADD-PATH", value.byteCount, expected: "a multiple of 4") }
        var families: [Family] = []
        for offset in stride(from: 0, to: value.byteCount, by: 4) {
            guard let mode = Mode(rawValue: value.octet(offset + 3)) else { return .unknown(code: code, value: value.array()) }
            families.append(Family(AddressFamily(afi: value.uint16(offset), safi: value.octet(offset + 2)), mode))
        }
        return .addPath(AddPathCapability(families))
    }

    func encode(into out: inout [UInt8]) {
        for family in families {
            out.append(uint16: family.family.afi)
            out.append(family.family.safi)
            out.append(family.mode.rawValue)
        }
    }
}

extension AddPathCapability: CustomStringConvertible {
    public var description: String {
        families.map { "\($0.family) \($0.mode)" }.joined(separator: ", ")
    }
}

extension AddPathCapability.Mode: CustomStringConvertible {
    public var description: String {
        switch self {
        case .receive: "receive"
        case .send: "send"
        case .sendAndReceive: "send and receive"
        }
    }
}
