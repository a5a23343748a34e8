import Telemetry
import Testing

@Suite struct MetricsTests {
    struct Row: Sendable {
        let family: MetricFamily
        let want: [String]
    }

    @Test(arguments: [
        Row(
            family: MetricFamily("calico_bgp_peers", .gauge, help: "Sessions.", value: 3),
            want: ["# HELP calico_bgp_peers Sessions.", "# TYPE calico_bgp_peers gauge", "calico_bgp_peers 3"]),
        Row(
            family: MetricFamily(
                "u_total", .counter, help: "a\\b\n\"c\"", [MetricSample(0.25, [MetricLabel("peer", "a\"b\\c\nd"), MetricLabel("x", "")])]),
            want: ["# HELP u_total a\\\\b\\n\"c\"", "# TYPE u_total counter", #"u_total{peer="a\"b\\c\nd",x=""} 0.25"#]),
        Row(
            family: MetricFamily("v", .gauge, help: "", [1e16, -0.5, .infinity, -.infinity, .nan, 4_294_967_296, 1e-7].map { MetricSample($0) }),
            want: ["# HELP v ", "# TYPE v gauge", "v 1e+16", "v -0.5", "v +Inf", "v -Inf", "v NaN", "v 4294967296", "v 1e-07"]),
        Row(
            family: MetricFamily("9 b-ad:ü", .gauge, help: "h", [MetricSample(1, [MetricLabel("a:b", "ü")])]),
            want: ["# HELP _9_b_ad:__ h", "# TYPE _9_b_ad:__ gauge", "_9_b_ad:__{a_b=\"ü\"} 1"]),
        Row(family: MetricFamily("empty", .gauge, help: "h"), want: []),
        Row(
            family: .histogram("h", help: "x", labels: [MetricLabel("k", "v")], bounds: [0.5, 2], counts: [1, 2, 3], sum: 12.5),
            want: [
                "# HELP h x", "# TYPE h histogram", "h_bucket{k=\"v\",le=\"0.5\"} 1", "h_bucket{k=\"v\",le=\"2\"} 3",
                "h_bucket{k=\"v\",le=\"+Inf\"} 6", "h_sum{k=\"v\"} 12.5", "h_count{k=\"v\"} 6",
            ]),
        Row(
            family: .histogram("h", help: "x", bounds: [1], counts: [], sum: 0),
            want: ["# HELP h x", "# TYPE h histogram", "h_bucket{le=\"1\"} 0", "h_bucket{le=\"+Inf\"} 0", "h_sum 0", "h_count 0"]),
    ])
    func encodes(_ row: Row) {
        #expect(PrometheusText.encode([row.family]) == row.want.map { $0 + "\n" }.joined())
    }

    @Test func familiesFollowEachOther() {
        let text = PrometheusText.encode([
            MetricFamily("a", .gauge, help: "1", value: 1), MetricFamily("none", .gauge, help: "x"), MetricFamily("b", .counter, help: "2", value: 2),
        ])
        #expect(text == "# HELP a 1\n# TYPE a gauge\na 1\n# HELP b 2\n# TYPE b counter\nb 2\n")
        #expect(PrometheusText.contentType.contains("version=0.0.4"))
    }
}
