import Addresses
import Speaker
import Testing

@Suite struct ListenEndpointTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String, written: String?
        var testDescription: String { text }
    }

    @Test(arguments: [
        Row(text: "10.9.0.1:179", written: "10.9.0.1:179"),
        Row(text: "10.9.0.1", written: "10.9.0.1:179"),
        Row(text: "0.0.0.0:1790", written: "0.0.0.0:1790"),
        Row(text: "[fd09::1]:179", written: "[fd09::1]:179"),
        Row(text: "fd09::1", written: "[fd09::1]:179"),
        Row(text: "[fd09::1]", written: "[fd09::1]:179"),
        Row(text: "::", written: "[::]:179"),
        Row(text: "10.9.0.1:0", written: nil),
        Row(text: "10.9.0.1:65536", written: nil),
        Row(text: "10.9.0.1:", written: nil),
        Row(text: "[10.9.0.1]:179", written: nil),
        Row(text: "10.9.0:179", written: nil),
        Row(text: "[fd09::1:179", written: nil),
        Row(text: "fd09:0:0:0:0:0:0:1:179", written: nil),
        Row(text: "host:179", written: nil),
        Row(text: "", written: nil),
    ])
    func readsWhatItWrites(_ row: Row) {
        #expect(ListenEndpoint(row.text)?.description == row.written)
    }
}
