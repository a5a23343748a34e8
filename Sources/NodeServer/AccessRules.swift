internal import Glibc
public import NodeProtocol

/// Who may ask what: root and the daemon's own user everything, members of some groups what only reads.
public struct AccessRules: Hashable, Sendable {
    /// Users that may ask everything.
    public var users: Set<UInt32>
    /// Groups whose members may ask what only reads.
    public var readingGroups: Set<UInt32>

    public init(users: Set<UInt32>, readingGroups: Set<UInt32> = []) {
        self.users = users
        self.readingGroups = readingGroups
    }

    /// Root and the user this process runs as.
    public init(readingGroups: Set<UInt32> = []) {
        self.init(users: [0, geteuid()], readingGroups: readingGroups)
    }

    /// Why the request is refused, for the client; nil when it may be asked.
    public func refusal(of request: NodeRequest, from peer: PeerCredentials) -> String? {
        guard !users.contains(peer.userID) else { return nil }
        let isReader = readingGroups.contains(peer.groupID) || !readingGroups.isDisjoint(with: peer.groups)
        if isReader, request.onlyReads { return nil }
        if isReader { return "user \(peer.userID) may not ask for \(request.verb), which changes something; ask as root" }
        let groups = readingGroups.sorted().map { "\($0)" }.joined(separator: ", ")
        let others = readingGroups.isEmpty ? "" : ", or for what only reads as a member of group \(groups)"
        return "user \(peer.userID) may not ask for \(request.verb); ask as root\(others)"
    }
}
