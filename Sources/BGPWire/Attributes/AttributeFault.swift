public import Addresses

/// A malformed attribute that does not end the session, and what is done about it (RFC 7606).
public struct AttributeFault: Hashable, Sendable {
    /// What is done, the weaker first (RFC 7606 §2).
    public enum Reaction: Hashable, Sendable, Comparable {
        /// The attribute is dropped and the route used without.
        case attributeDiscard
        /// The routes of the UPDATE are taken as withdrawn.
        case treatAsWithdraw
    }

    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The attribute does not end where the list does, octets (RFC 7606 §4).
        case overrun(length: Int, remaining: Int)
        /// Too few octets are left for an attribute's header (RFC 7606 §4).
        case truncated(remaining: Int)
        /// Flags that are not the attribute's (RFC 7606 §3 c).
        case flags(AttributeFlags, expected: AttributeFlags)
        /// A second one (RFC 7606 §3 g).
        case duplicate
        /// A mandatory attribute is not there (RFC 7606 §3 d).
        case missing
        /// Octets of the value.
        case length(Int, expected: Int)
        /// Octets of the value, which must be a multiple of the element's and not 0.
        case notMultiple(Int, of: Int)
        /// Octets of a value that needs more.
        case tooShort(Int, minimum: Int)
        /// A value that is not defined.
        case value(UInt8)
        /// A path segment of no known type.
        case segmentType(UInt8)
        /// A path segment without AS numbers.
        case emptySegment
        /// A path segment longer than the rest of the attribute, octets.
        case segmentOverrun(length: Int, remaining: Int)
        /// One octet is left behind the last path segment.
        case segmentUnderrun
        /// AS number 0 (RFC 7607).
        case asZero
        /// A confederation segment from a peer outside the confederation (RFC 5065 §5).
        case confederationSegment
        /// No confederation sequence in front, from a peer of the confederation (RFC 5065 §5).
        case noConfederationSequence
        /// The path does not begin with the peer's AS (RFC 4271 §6.3).
        case firstAS(ASNumber?, expected: ASNumber)
        /// A set (RFC 9774).
        case asSet
        /// Not the address of a host (RFC 4271 §6.3).
        case nextHop(IPAddress)
        /// Only internal peers may send it (RFC 7606 §7.5, §7.9, §7.10).
        case fromExternalPeer
        /// Only peers without 4-octet AS numbers may send it (RFC 6793 §4.1).
        case fromFourOctetPeer
    }

    /// nil for a fault of the list itself.
    public let attribute: AttributeCode?
    public let reason: Reason
    public let reaction: Reaction

    public init(_ attribute: AttributeCode?, _ reason: Reason, _ reaction: Reaction) {
        self.attribute = attribute
        self.reason = reason
        self.reaction = reaction
    }
}

extension AttributeFault: CustomStringConvertible {
    /// "ORIGIN has 2 octets, 1 expected: treated as withdrawn".
    public var description: String { "\(attribute?.description ?? "attribute list") \(reason): \(reaction)" }
}

extension AttributeFault.Reaction: CustomStringConvertible {
    public var description: String {
        switch self {
        case .attributeDiscard: "attribute discarded"
        case .treatAsWithdraw: "treated as withdrawn"
        }
    }
}

extension AttributeFault.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .overrun(let length, let remaining): "has \(length) octets, only \(remaining) are left in the attribute list"
        case .truncated(let remaining): "ends with \(remaining) octets, too few for an attribute"
        case .flags(let flags, let expected): "is flagged \(flags), it is \(expected)"
        case .duplicate: "is there more than once"
        case .missing: "is missing"
        case .length(let length, let expected): "has \(length) octets, \(expected) expected"
        case .notMultiple(let length, let unit): "has \(length) octets, a multiple of \(unit) expected, not 0"
        case .tooShort(let length, let minimum): "has \(length) octets, \(minimum) or more expected"
        case .value(let value): "has the undefined value \(value)"
        case .segmentType(let type): "has a segment of unknown type \(type)"
        case .emptySegment: "has a segment without AS numbers"
        case .segmentOverrun(let length, let remaining): "has a segment of \(length) octets, only \(remaining) are left"
        case .segmentUnderrun: "has one octet behind its last segment"
        case .asZero: "contains AS 0"
        case .confederationSegment: "has a confederation segment from outside the confederation"
        case .noConfederationSequence: "does not begin with a confederation sequence"
        case .firstAS(let found?, let expected): "begins with AS \(found), the peer's AS \(expected) expected"
        case .firstAS(nil, let expected): "begins with no AS, the peer's AS \(expected) expected"
        case .asSet: "contains a set (RFC 9774)"
        case .nextHop(let address): "\(address) is not the address of a host"
        case .fromExternalPeer: "came from an external peer"
        case .fromFourOctetPeer: "came from a peer with 4-octet AS numbers"
        }
    }
}
