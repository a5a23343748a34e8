import NodeProtocol
import NodeServer
import Testing

@Suite struct AccessRulesTests {
    struct Row: Sendable {
        let user: UInt32
        var group: UInt32 = 100
        var groups: [UInt32] = []
        let request: NodeRequest
        var refusal: String?
    }

    @Test(arguments: [
        Row(user: 0, request: .reload), Row(user: 70, request: .reload), Row(user: 70, request: .status),
        Row(user: 1000, group: 50, request: .status), Row(user: 1000, groups: [7, 50], request: .routes(RouteQuery())),
        Row(user: 1000, group: 51, request: .health), Row(user: 1000, groups: [50], request: .settings),
        Row(
            user: 1000, groups: [50], request: .reload,
            refusal: "user 1000 may not ask for reload, which changes something; ask as root"),
        Row(
            user: 1000, request: .status,
            refusal: "user 1000 may not ask for status; ask as root, or for what only reads as a member of group 50, 51"),
        Row(
            user: 1000, groups: [0], request: .health,
            refusal: "user 1000 may not ask for health; ask as root, or for what only reads as a member of group 50, 51"),
    ])
    func decides(_ row: Row) {
        let rules = AccessRules(users: [0, 70], readingGroups: [51, 50])
        let peer = PeerCredentials(processID: 1, userID: row.user, groupID: row.group, groups: row.groups)
        #expect(rules.refusal(of: row.request, from: peer) == row.refusal)
    }
}
