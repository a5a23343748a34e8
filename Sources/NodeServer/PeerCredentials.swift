/// Who is at the other end of a unix socket, as the kernel tells (unix(7): SO_PEERCRED, SO_PEERGROUPS).
public struct PeerCredentials: Hashable, Sendable {
    /// 0 when the process is not visible in this PID namespace.
    public var processID: Int32
    public var userID: UInt32
    public var groupID: UInt32
    /// Supplementary groups.
    public var groups: [UInt32]

    public init(processID: Int32, userID: UInt32, groupID: UInt32, groups: [UInt32] = []) {
        self.processID = processID
        self.userID = userID
        self.groupID = groupID
        self.groups = groups
    }
}
