internal import Glibc

extension PeerCredentials {
    /// SO_PEERGROUPS (asm-generic/socket.h), which Glibc's module does not have.
    private static let peerGroups: Int32 = 59

    /// Who connected to this socket; nil when the kernel does not tell.
    init?(socket: Int32) {
        // struct ucred of unix(7).
        var values: (pid: Int32, uid: UInt32, gid: UInt32) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: values))
        guard getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &values, &length) == 0 else { return nil }
        self.init(processID: values.pid, userID: values.uid, groupID: values.gid, groups: Self.groups(socket))
    }

    private static func groups(_ socket: Int32) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: 64)
        // With too little room the kernel tells how much is needed.
        for _ in 0..<2 {
            var length = socklen_t(groups.count * MemoryLayout<UInt32>.size)
            if getsockopt(socket, SOL_SOCKET, peerGroups, &groups, &length) == 0 {
                return Array(groups.prefix(Int(length) / MemoryLayout<UInt32>.size))
            }
            guard errno == ERANGE else { break }
            groups = [UInt32](repeating: 0, count: Int(length) / MemoryLayout<UInt32>.size + 1)
        }
        return []
    }
}
