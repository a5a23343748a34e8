public import Addresses

/// How a ``RouteProgrammer`` works.
public struct RouteProgrammerConfiguration: Sendable {
    /// The families it programs; the kernel's routes of others are not looked at.
    public var families: [IPAddress.Family]
    /// The kernel's routing table (`RTA_TABLE`): 254 is main.
    public var table: UInt32 = 254
    /// Time from the end of one audit to the next; zero: none.
    public var auditInterval: Duration = .seconds(90)
    /// Routes that an audit reads in one step.
    public var auditSlice = 4096
    /// Requests in one send(2), at least 1.
    public var batchSize = 64
    /// Octets of kernel events that may wait to be read, charged at about 1 KB a route; more are lost and cost a resync.
    public var eventBuffer = 64 << 20

    public init(families: [IPAddress.Family] = [.v4, .v6]) { self.families = families }
}
