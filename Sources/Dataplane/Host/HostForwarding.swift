public import Addresses
public import Netlink
internal import PodInterface

/// The settings that make the host a router, in the network namespace of the calling thread.
public enum HostForwarding {
    /// A setting that was changed.
    public struct Change: Hashable, Sendable {
        /// As sysctl(8) spells it: "net.ipv4.ip_forward".
        public var name: String
        public var before: Int
        public var after: Int

        public init(name: String, before: Int, after: Int) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    private static func file(_ family: IPAddress.Family) -> String {
        family == .v4 ? "ipv4/ip_forward" : "ipv6/conf/all/forwarding"
    }

    /// Whether the host forwards packets of that family.
    public static func isOn(_ family: IPAddress.Family) -> Bool { Sysctl.read(file(family)) == 1 }

    /// Switches forwarding on where it is off.
    /// - Returns: What was changed: the values to put back when the node is cleaned up.
    /// - Throws: When a setting does not exist (a kernel without IPv6: ENOENT) or may not be written.
    public static func switchOn(_ families: [IPAddress.Family]) throws(KernelError) -> [Change] {
        var changes: [Change] = []
        for family in families where !isOn(family) {
            let file = file(family)
            let before = Sysctl.read(file) ?? 0
            try Sysctl.write(file, 1)
            changes.append(Change(name: "net." + file.split(separator: "/").joined(separator: "."), before: before, after: 1))
        }
        return changes
    }

    /// Puts settings back to what they were.
    public static func restore(_ changes: [Change]) throws(KernelError) {
        for change in changes {
            try Sysctl.write(change.name.split(separator: ".").dropFirst().joined(separator: "/"), change.before)
        }
    }
}
