internal import BGPWire
internal import Testing

@Suite struct HeaderTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var marker = [UInt8](repeating: 0xff, count: 16)
        let rest: [UInt8]
        var limit = 4096
        /// "CODE/SUBCODE DATA", or "KIND LENGTH" when the header is right.
        let want: String
        var testDescription: String { name }
    }

    static let broken = [UInt8](repeating: 0xff, count: 15) + [0xfe]

    @Test(arguments: [
        Row(name: "keepalive", rest: [0, 19, 4], want: "KEEPALIVE 19"),
        Row(name: "shortest open", rest: [0, 29, 1], want: "OPEN 29"),
        Row(name: "shortest update", rest: [0, 23, 2], want: "UPDATE 23"),
        Row(name: "shortest notification", rest: [0, 21, 3], want: "NOTIFICATION 21"),
        Row(name: "shortest route refresh", rest: [0, 23, 5], want: "ROUTE-REFRESH 23"),
        Row(name: "longest update", rest: [0x10, 0x00, 2], want: "UPDATE 4096"),
        Row(name: "longest open", rest: [0x10, 0x00, 1], want: "OPEN 4096"),
        Row(name: "longest extended update", rest: [0xff, 0xff, 2], limit: 65535, want: "UPDATE 65535"),
        Row(name: "extended notification", rest: [0x10, 0x01, 3], limit: 65535, want: "NOTIFICATION 4097"),
        Row(name: "extended route refresh", rest: [0x10, 0x01, 5], limit: 65535, want: "ROUTE-REFRESH 4097"),
        Row(name: "first octet of the marker wrong", marker: [0x7f] + [UInt8](repeating: 0xff, count: 15), rest: [0, 19, 4], want: "1/1 "),
        Row(name: "last octet of the marker wrong", marker: broken, rest: [0, 19, 4], want: "1/1 "),
        Row(name: "marker wrong, length and type too", marker: broken, rest: [0, 0, 9], want: "1/1 "),
        Row(name: "length 0", rest: [0, 0, 4], want: "1/2 00 00"),
        Row(name: "length 18", rest: [0, 18, 4], want: "1/2 00 12"),
        Row(name: "keepalive of 20", rest: [0, 20, 4], want: "1/2 00 14"),
        Row(name: "open of 28", rest: [0, 28, 1], want: "1/2 00 1c"),
        Row(name: "update of 22", rest: [0, 22, 2], want: "1/2 00 16"),
        Row(name: "notification of 20", rest: [0, 20, 3], want: "1/2 00 14"),
        Row(name: "route refresh of 22", rest: [0, 22, 5], want: "1/2 00 16"),
        Row(name: "update of 4097", rest: [0x10, 0x01, 2], want: "1/2 10 01"),
        Row(name: "65535 without extended messages", rest: [0xff, 0xff, 2], want: "1/2 ff ff"),
        Row(name: "open of 4097 with extended messages", rest: [0x10, 0x01, 1], limit: 65535, want: "1/2 10 01"),
        Row(name: "keepalive of 4097 with extended messages", rest: [0x10, 0x01, 4], limit: 65535, want: "1/2 10 01"),
        Row(name: "type 0", rest: [0, 19, 0], want: "1/3 00"),
        Row(name: "type 6", rest: [0, 19, 6], want: "1/3 06"),
        Row(name: "type 255", rest: [0, 19, 255], want: "1/3 ff"),
        Row(name: "unknown type and wrong length: the length comes first", rest: [0, 7, 9], want: "1/2 00 07"),
    ])
    func decodes(_ row: Row) {
        do throws(BGPError) {
            let header = try MessageHeader(decoding: (row.marker + row.rest).span.bytes, maximumLength: row.limit)
            #expect("\(header.kind) \(header.length)" == row.want)
        } catch {
            #expect("\(error.notification.code)/\(error.notification.subcode) \(hexText(error.notification.data))" == row.want)
            #expect(!error.reason.isEmpty)
        }
    }

    @Test func fewerOctetsThanAHeaderAreRefused() {
        for count in 0..<19 {
            #expect(throws: BGPError.self) {
                try MessageHeader(decoding: [UInt8](repeating: 0xff, count: count).span.bytes, maximumLength: 4096)
            }
        }
    }
}
