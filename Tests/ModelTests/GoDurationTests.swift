import JSON
import Model
import Testing

@Suite struct GoDurationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let nanoseconds: Int64
        /// As Go prints it.
        let canonical: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Row(text: "0", nanoseconds: 0, canonical: "0s"),
        Row(text: "-0", nanoseconds: 0, canonical: "0s"),
        Row(text: "0ms", nanoseconds: 0, canonical: "0s"),
        Row(text: "5s", nanoseconds: 5_000_000_000, canonical: "5s"),
        Row(text: "+5s", nanoseconds: 5_000_000_000, canonical: "5s"),
        Row(text: "-5s", nanoseconds: -5_000_000_000, canonical: "-5s"),
        Row(text: "120s", nanoseconds: 120_000_000_000, canonical: "2m0s"),
        Row(text: "90s", nanoseconds: 90_000_000_000, canonical: "1m30s"),
        Row(text: "5m", nanoseconds: 300_000_000_000, canonical: "5m0s"),
        Row(text: "1h", nanoseconds: 3_600_000_000_000, canonical: "1h0m0s"),
        Row(text: "3600s", nanoseconds: 3_600_000_000_000, canonical: "1h0m0s"),
        Row(text: "25h", nanoseconds: 90_000_000_000_000, canonical: "25h0m0s"),
        Row(text: "1h30m", nanoseconds: 5_400_000_000_000, canonical: "1h30m0s"),
        Row(text: "30m1h", nanoseconds: 5_400_000_000_000, canonical: "1h30m0s"),
        Row(text: "1s1s", nanoseconds: 2_000_000_000, canonical: "2s"),
        Row(text: "1.5s", nanoseconds: 1_500_000_000, canonical: "1.5s"),
        Row(text: "1.s", nanoseconds: 1_000_000_000, canonical: "1s"),
        Row(text: ".5s", nanoseconds: 500_000_000, canonical: "500ms"),
        Row(text: "1.5h", nanoseconds: 5_400_000_000_000, canonical: "1h30m0s"),
        Row(text: "0.3333333333333333333h", nanoseconds: 1_200_000_000_000, canonical: "20m0s"),
        Row(text: "0.830103483285477580700h", nanoseconds: 2_988_372_539_827, canonical: "49m48.372539827s"),
        Row(text: "100ms", nanoseconds: 100_000_000, canonical: "100ms"),
        Row(text: "999.999ms", nanoseconds: 999_999_000, canonical: "999.999ms"),
        Row(text: "1000ms", nanoseconds: 1_000_000_000, canonical: "1s"),
        Row(text: "1500us", nanoseconds: 1_500_000, canonical: "1.5ms"),
        Row(text: "2µs", nanoseconds: 2000, canonical: "2µs"),
        Row(text: "2μs", nanoseconds: 2000, canonical: "2µs"),
        Row(text: "1ns", nanoseconds: 1, canonical: "1ns"),
        Row(text: "1001ns", nanoseconds: 1001, canonical: "1.001µs"),
        Row(text: "0.1ns", nanoseconds: 0, canonical: "0s"),
        Row(text: "1m0.000000001s", nanoseconds: 60_000_000_001, canonical: "1m0.000000001s"),
        Row(text: "39h9m14.425s", nanoseconds: 140_954_425_000_000, canonical: "39h9m14.425s"),
        Row(text: "9223372036854775807ns", nanoseconds: .max, canonical: "2562047h47m16.854775807s"),
        Row(text: "9223372036854775.807us", nanoseconds: .max, canonical: "2562047h47m16.854775807s"),
        Row(text: "-9223372036854775808ns", nanoseconds: .min, canonical: "-2562047h47m16.854775808s"),
    ])
    func readsAndPrintsAsGo(_ row: Row) throws {
        let duration = try #require(GoDuration(row.text))
        #expect(duration.nanoseconds == row.nanoseconds)
        #expect(duration.description == row.canonical)
        #expect(GoDuration(row.canonical) == duration)
        #expect(GoDuration(json: .string(row.text))?.json == .string(row.canonical))
    }

    @Test(arguments: [
        "", "+", "-", "s", "5", "1.5", ".", ".s", "1..5s", "1.5.5s", "5 s", " 5s", "5s ", "5x", "5S", "5min", "5sec", "5d", "--5s", "5s-3s", "1e3s",
        "0x5s",
        "½s", "٣s", "9223372036854775808ns", "-9223372036854775809ns", "2562048h", "99999999999999999999s", "1,5s", "5s\u{0}", "0s0",
        "11111111111111111111111111111111111111111111111111111111111111111s",
    ])
    func refusesOtherText(_ text: String) { #expect(GoDuration(text) == nil) }

    @Test func isNoNumber() {
        #expect(GoDuration(json: 5) == nil)
        #expect(GoDuration(json: true) == nil)
        #expect(GoDuration(json: ["5s"]) == nil)
    }

    @Test func isOrderedByLength() throws {
        let (short, long) = (try #require(GoDuration("999ms")), try #require(GoDuration("1s")))
        #expect(short < long)
        #expect(long.duration == .seconds(1))
        #expect(GoDuration.seconds(90).description == "1m30s")
    }
}
