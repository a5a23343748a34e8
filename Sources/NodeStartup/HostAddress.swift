public import Addresses

/// An address of an interface, as the choice of the node's address sees it (linux/if_addr.h).
public struct HostAddress: Hashable, Sendable {
    /// With its host part.
    public var prefix: IPPrefix
    /// Another address of the interface in the same network came first (`IFA_F_SECONDARY`; IPv4).
    public var isSecondary: Bool
    /// It changes from time to time so that nobody is known by it (`IFA_F_TEMPORARY`; RFC 8981).
    public var isTemporary: Bool
    /// New connections shall not use it (`IFA_F_DEPRECATED`).
    public var isDeprecated: Bool
    /// Another host has it (`IFA_F_DADFAILED`).
    public var isDuplicate: Bool

    public init(_ prefix: IPPrefix, isSecondary: Bool = false, isTemporary: Bool = false, isDeprecated: Bool = false, isDuplicate: Bool = false) {
        self.prefix = prefix
        self.isSecondary = isSecondary
        self.isTemporary = isTemporary
        self.isDeprecated = isDeprecated
        self.isDuplicate = isDuplicate
    }

    public var address: IPAddress { prefix.address }

    /// The smaller, the better a node is known by it. An address without a network of its own moves between hosts, as a rule.
    var rank: Int {
        (isDeprecated ? 8 : 0) + (isTemporary ? 4 : 0) + (isSecondary ? 2 : 0) + (prefix.length == prefix.family.bits ? 1 : 0)
    }
}
