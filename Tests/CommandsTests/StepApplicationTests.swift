import Addresses
import BGPPlan
import Glibc
import JSON
import KeyValue
import Model
import Store
import Testing

@testable import Commands

/// Steps to route reflectors, on a store in memory.
@Suite struct StepApplicationTests {
    private static func node(_ name: String, _ address: String, _ labels: [String: String] = [:]) -> AnyResource {
        var metadata = Metadata()
        metadata.name = name
        metadata.labels = labels
        return AnyResource(NodeKind.kind, metadata, spec: JSONObject(distinct: [("bgp", ["ipv4Address": .string(address)])]))
    }

    private static func store(_ count: Int) async throws -> Datastore {
        let store = Datastore(MemoryStore())
        for number in 1...count { _ = try await store.create(node("n\(number)", "10.0.0.\(number)/24")) }
        return store
    }

    private static func apply(_ number: Int, _ reading: ClusterReading, to store: Datastore) async throws {
        let descriptor = open("/dev/null", O_WRONLY)
        defer { close(descriptor) }
        let output = TextOutput(descriptor, name: "nothing")
        let stage = try #require(ReflectorPlan.Step.Stage(rawValue: number))
        let plan = try ReflectorPlan(reading.view, count: 2)
        try await StepApplication(stage: stage, remark: "").run(plan, reading, Session(store: store, output: output, diagnostics: output))
    }

    @Test func allStepsOneAfterTheOther() async throws {
        let store = try await Self.store(4)
        for number in 1...3 {
            try await Self.apply(number, try await ClusterReading(store), to: store)
            // Once more changes nothing.
            try await Self.apply(number, try await ClusterReading(store), to: store)
        }
        let reading = try await ClusterReading(store)
        #expect(try ReflectorPlan(reading.view, count: 2).steps.isEmpty)
        #expect(reading.view.nodes.values.filter { $0.spec.bgp?.routeReflectorClusterID != nil }.map(\.name).sorted() == ["n1", "n2"])
        #expect(MeshSize(reading.view).nodes == 0)
    }

    @Test(arguments: [2, 3])
    func noStepBeforeItsTime(_ number: Int) async throws {
        let store = try await Self.store(3)
        let before = try await ClusterReading(store)
        await #expect(throws: CommandFailure("step \(number) was not applied: step 1 comes first, or nodes lose routes meanwhile")) {
            try await Self.apply(number, before, to: store)
        }
        #expect(try await ClusterReading(store).view.peers.isEmpty)
    }

    /// What a node wrote of itself between the reading and the step is not lost; the step can be done again.
    @Test func changedMeanwhile() async throws {
        let store = try await Self.store(3)
        let reading = try await ClusterReading(store)
        _ = try await store.apply(Self.node("n1", "10.0.0.77/24"))
        await #expect(throws: CommandFailure.self) { try await Self.apply(1, reading, to: store) }
        let after = try await ClusterReading(store)
        #expect(after.view.nodes["n1"]?.spec.bgp?.ipv4Address?.prefix.address.description == "10.0.0.77")
        #expect(after.view.nodes["n1"]?.metadata.labels?[ReflectorPlan.defaultLabel] == nil)
        try await Self.apply(1, after, to: store)
        #expect(try await ClusterReading(store).view.nodes["n1"]?.metadata.labels?[ReflectorPlan.defaultLabel] == "true")
    }

    @Test func nothingWhileResourcesCannotBeRead() async throws {
        let store = try await Self.store(3)
        var reading = try await ClusterReading(store)
        reading.unreadable = ["BGPPeer(x): no JSON"]
        let unreadable = reading
        await #expect(throws: CommandFailure.self) { try await Self.apply(1, unreadable, to: store) }
        #expect(try await ClusterReading(store).view.peers.isEmpty)
    }

    /// Other people's text around the documents stays inside comments.
    @Test func namesDoNotEndComments() throws {
        var view = ClusterView()
        for number in 1...2 { view.put(Self.node("n\(number)", "10.0.0.\(number)/24", [ReflectorPlan.defaultZoneLabel: "a\nkind: Node"])) }
        let report = ReflectorReport(plan: try ReflectorPlan(view, count: 1), options: "--reflectors 1", warnings: ["b\n---"])
        let lines = String(decoding: report.yaml, as: UTF8.self).split(separator: "\n")
        #expect(lines.prefix { $0 != "---" }.allSatisfy { $0.hasPrefix("#") })
        #expect(lines.contains("# Warning: b ---"))
    }

    /// Each node's remarks would fill the screen.
    @Test func manyRemarksAreCounted() {
        var view = ClusterView()
        for number in 1...30 { view.put(Self.node("n\(number)", "10.0.0.\(number)/24")) }
        var metadata = Metadata()
        metadata.name = "six"
        view.put(AnyResource(BGPPeerKind.kind, metadata, spec: JSONObject([("peerIP", "2001:db8::1"), ("asNumber", 65000)])))
        let report = PlanReport(view, unreadable: ["BGPFilter(x): no JSON"])
        #expect(report.remarks.count == 30 && report.peerings.count == 435)
        #expect(report.text(isWide: false).hasSuffix("  and 10 more; --node shows those of one node\n"))
        #expect(report.warnings == ["BGPFilter(x): no JSON"])
    }
}
