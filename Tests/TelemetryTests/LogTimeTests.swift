import Testing

@testable import Telemetry

@Suite struct LogTimeTests {
    @Test(arguments: [
        (0, 0, "1970-01-01T00:00:00.000Z"), (1_795_770_000, 123_999_999, "2026-11-27T09:00:00.123Z"),
        (951_827_696, 999_999_999, "2000-02-29T12:34:56.999Z"), (4_102_444_799, 5_000_000, "2099-12-31T23:59:59.005Z"),
    ])
    func text(_ second: Int, _ nanosecond: Int, _ want: String) { #expect(LogTime.text(second: second, nanosecond: nanosecond) == want) }
}
