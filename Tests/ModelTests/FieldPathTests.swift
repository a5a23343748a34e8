import JSON
import Model
import Testing

@Suite struct FieldPathTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let steps: [FieldPath.Step]
        let text: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Row(steps: [], text: ""),
        Row(steps: [.member("spec")], text: "spec"),
        Row(steps: [.member("spec"), .member("bgp"), .member("asNumber")], text: "spec.bgp.asNumber"),
        Row(steps: [.member("spec"), .member("ingress"), .element(2), .member("source"), .member("ports")], text: "spec.ingress[2].source.ports"),
        Row(steps: [.element(0), .element(1), .member("a")], text: "[0][1].a"),
        Row(steps: [.member("metadata"), .member("labels"), .member("a.b/c")], text: "metadata.labels[\"a.b/c\"]"),
        Row(steps: [.member("metadata"), .member("labels"), .member("a.b"), .member("c")], text: "metadata.labels[\"a.b\"].c"),
        Row(steps: [.member("")], text: "[\"\"]"),
        Row(steps: [.member("a"), .member("say \"]\\")], text: "a[\"say \\\"]\\\\\"]"),
        Row(steps: [.member("a[0]")], text: "[\"a[0]\"]"),
    ])
    func writesAndReads(_ row: Row) {
        #expect(FieldPath(row.steps).description == row.text)
        #expect(FieldPath(row.text).steps == row.steps)
    }

    @Test(arguments: [
        Row(steps: [.member("a"), .member("b")], text: "a..b"),
        Row(steps: [.member("a")], text: "a."),
        Row(steps: [.member("a"), .member("[x]")], text: "a[x]"),
        Row(steps: [.member("a"), .member("[")], text: "a["),
        Row(steps: [.member("a"), .member("[\"b")], text: "a[\"b"),
        Row(steps: [.member("a"), .member("[-1]")], text: "a[-1]"),
        Row(steps: [.member("a"), .member("[99999999999999999999]")], text: "a[99999999999999999999]"),
        Row(steps: [.member("a"), .member("[]")], text: "a[]"),
    ])
    func readsWhatNobodyWrites(_ row: Row) { #expect(FieldPath(row.text).steps == row.steps) }

    @Test func growsDownwards() {
        let path = FieldPath("spec").member("ingress").element(3)
        #expect(path.description == "spec.ingress[3]")
        #expect(Violation(path, "x", "must be y").description == "spec.ingress[3]: \"x\" must be y")
        #expect(Violation(FieldPath(), nil, "is wrong").description == "the resource: is wrong")
        #expect(Violation(path, ["a"], "is wrong").description == "spec.ingress[3]: is wrong")
        let long = Violation(path, .string(String(repeating: "x", count: 500)), "is long").description
        #expect(long.count < 120 && long.contains("..."))
    }
}
