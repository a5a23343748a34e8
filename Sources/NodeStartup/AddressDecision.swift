public import Addresses

/// The node's address of one family, and how it came to be that one.
public struct AddressDecision: Hashable, Sendable {
    /// With the length of its network.
    public let prefix: IPPrefix
    /// nil when no interface has it.
    public let interface: String?
    /// "first-found: eth0".
    public let how: String
    /// What looks odd, in sentences.
    public var remarks: [String]

    public init(_ prefix: IPPrefix, interface: String?, how: String, remarks: [String] = []) {
        self.prefix = prefix
        self.interface = interface
        self.how = how
        self.remarks = remarks
    }
}
