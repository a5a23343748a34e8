import Addresses
import NodeProtocol
import Testing

@Suite struct RouteQueryTests {
    struct Row: Sendable {
        var family: IPAddress.Family?
        var prefix: String?
        let route: String
        let want: Bool
    }

    @Test(arguments: [
        Row(route: "10.0.0.0/8", want: true), Row(family: .v6, route: "10.0.0.0/8", want: false), Row(family: .v4, route: "10.0.0.0/8", want: true),
        Row(prefix: "10.65.0.0/16", route: "10.65.1.0/26", want: true), Row(prefix: "10.65.0.0/16", route: "10.65.0.0/16", want: true),
        Row(prefix: "10.65.0.0/16", route: "10.0.0.0/8", want: false), Row(prefix: "10.65.1.5/32", route: "10.65.1.0/26", want: true),
        Row(prefix: "10.65.1.5/32", route: "10.65.1.5/32", want: true), Row(prefix: "10.65.1.5/32", route: "10.65.1.64/26", want: false),
        Row(prefix: "10.65.1.5/32", route: "0.0.0.0/0", want: true), Row(prefix: "fd00::5/128", route: "0.0.0.0/0", want: false),
        Row(prefix: "::/0", route: "fd00::/64", want: true), Row(prefix: "::/0", route: "10.0.0.0/8", want: false),
    ])
    func selects(_ row: Row) {
        let query = RouteQuery(family: row.family, prefix: row.prefix.map(Samples.prefix))
        #expect(query.selects(Samples.prefix(row.route)) == row.want)
    }
}
