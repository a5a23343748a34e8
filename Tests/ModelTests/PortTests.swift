import JSON
import Model
import Testing

@Suite struct PortTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let json: JSONValue
        let port: Port?
        /// In canonical form.
        var stored: JSONValue?
        var testDescription: String { json.text }
    }

    @Test(arguments: [
        Row(json: 80, port: .number(80), stored: 80),
        Row(json: "80", port: .number(80), stored: 80),
        Row(json: "00080", port: .number(80), stored: 80),
        Row(json: .real(80), port: .number(80), stored: 80),
        Row(json: 0, port: .number(0), stored: 0),
        Row(json: 65_535, port: .number(65_535), stored: 65_535),
        Row(json: "1000:2000", port: .range(1000, 2000), stored: "1000:2000"),
        Row(json: "7:7", port: .number(7), stored: 7),
        Row(json: "http", port: .named("http"), stored: "http"),
        Row(json: "Http_2.x-y", port: .named("Http_2.x-y"), stored: "Http_2.x-y"),
        Row(json: "80a", port: .named("80a"), stored: "80a"),
        Row(json: .string(String(repeating: "x", count: 128)), port: .named(String(repeating: "x", count: 128))),
        Row(json: .string(String(repeating: "x", count: 129)), port: nil),
        Row(json: 65_536, port: nil),
        Row(json: -1, port: nil),
        Row(json: .real(80.5), port: nil),
        Row(json: .real(1e300), port: nil),
        Row(json: .real(.nan), port: nil),
        Row(json: "65536", port: nil),
        Row(json: "99999999999999999999999", port: nil),
        Row(json: "2000:1000", port: nil),
        Row(json: "1000:65536", port: nil),
        Row(json: "1:2:3", port: nil),
        Row(json: "1:", port: nil),
        Row(json: ":", port: nil),
        Row(json: "a:b", port: nil),
        Row(json: "1:b", port: nil),
        Row(json: "", port: nil),
        Row(json: "+80", port: nil),
        Row(json: "http/2", port: nil),
        Row(json: "hättp", port: nil),
        Row(json: true, port: nil),
        Row(json: .null, port: nil),
        Row(json: [80], port: nil),
    ])
    func reads(_ row: Row) {
        #expect(Port(json: row.json) == row.port)
        if let stored = row.stored { #expect(row.port?.json == stored) }
    }

    @Test func tellsItsNumbers() {
        #expect(Port("80")?.numbers == 80...80)
        #expect(Port("1000:2000")?.numbers == 1000...2000)
        #expect(Port("http")?.numbers == nil)
    }
}
