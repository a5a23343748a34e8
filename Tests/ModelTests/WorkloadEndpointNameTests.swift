import JSON
import Model
import Testing

@Suite struct WorkloadEndpointNameTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let spec: [String: String]
        var text: String?
        var fault: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Row(
            name: "a pod's", spec: ["node": "node-1", "orchestrator": "k8s", "pod": "my-pod-0", "endpoint": "eth0"],
            text: "node--1-k8s-my--pod--0-eth0"),
        Row(
            name: "a pod's, other names aside",
            spec: ["node": "n1", "orchestrator": "k8s", "pod": "web-0", "containerID": "c", "workload": "w", "endpoint": "eth0"],
            text: "n1-k8s-web--0-eth0"),
        Row(
            name: "a container's", spec: ["node": "up-node1", "orchestrator": "cni", "containerID": "c1", "endpoint": "eth0"],
            text: "up--node1-cni-c1-eth0"),
        Row(name: "libnetwork's", spec: ["node": "n1", "orchestrator": "libnetwork", "endpoint": "abcd"], text: "n1-libnetwork-libnetwork-abcd"),
        Row(
            name: "another orchestrator's", spec: ["node": "up-node1", "orchestrator": "open-stack", "workload": "vm-1", "endpoint": "eth0"],
            text: "up--node1-open--stack-vm--1-eth0"),
        Row(name: "dashes in a row", spec: ["node": "a--b", "orchestrator": "x", "workload": "c", "endpoint": "e"], text: "a----b-x-c-e"),
        Row(name: "no node", spec: ["orchestrator": "k8s", "pod": "p", "endpoint": "eth0"], fault: "node"),
        Row(name: "no orchestrator", spec: ["node": "n", "pod": "p", "endpoint": "eth0"], fault: "orchestrator"),
        Row(name: "no pod", spec: ["node": "n", "orchestrator": "k8s", "workload": "w", "endpoint": "eth0"], fault: "pod"),
        Row(name: "no container", spec: ["node": "n", "orchestrator": "cni", "pod": "p", "endpoint": "eth0"], fault: "containerID"),
        Row(name: "no workload", spec: ["node": "n", "orchestrator": "foo", "pod": "p", "endpoint": "eth0"], fault: "workload"),
        Row(name: "an empty endpoint", spec: ["node": "n", "orchestrator": "k8s", "pod": "p", "endpoint": ""], fault: "endpoint"),
        Row(name: "a dash in front", spec: ["node": "n", "orchestrator": "cni", "containerID": "-a", "endpoint": "eth0"], fault: "containerID"),
        Row(name: "a dash at the end", spec: ["node": "n", "orchestrator": "foo", "workload": "a-", "endpoint": "eth0"], fault: "workload"),
    ])
    func calculated(_ row: Row) {
        let spec = Object<WorkloadEndpointSpec>(JSONObject(row.spec.map { ($0.key, .string($0.value)) }))
        do {
            let name = try WorkloadEndpointName(spec)
            #expect(name.text == row.text)
            #expect(row.text.flatMap { WorkloadEndpointName($0) } == name, "the text leads back")
        } catch {
            #expect(row.text == nil)
            #expect(error.field == row.fault)
        }
    }

    @Test(arguments: [
        "", "-", "----", "node", "node-k8s-pod", "node-k8s-pod--name-", "node-k8s-pod-eth0-extra", "-k8s-pod-eth0", "node--k8s-pod-eth0",
        "a---b-c-d-e-",
    ])
    func isNoName(_ text: String) {
        #expect(WorkloadEndpointName(text) == nil)
    }

    @Test func partsAreTakenApart() throws {
        let name = try #require(WorkloadEndpointName("node--1-foo--orch-work--load-eth0"))
        #expect((name.node, name.orchestrator, name.workload, name.endpoint) == ("node-1", "foo-orch", "work-load", "eth0"))
        #expect(name.description == "node--1-foo--orch-work--load-eth0")
    }

    @Test func partsWithDashesAtTheirEndsMakeNoName() {
        #expect(WorkloadEndpointName(node: "n", orchestrator: "k8s", workload: "p", endpoint: "eth0")?.text == "n-k8s-p-eth0")
        #expect(WorkloadEndpointName(node: "n-", orchestrator: "k8s", workload: "p", endpoint: "eth0") == nil)
        #expect(WorkloadEndpointName(node: "n", orchestrator: "k8s", workload: "-p", endpoint: "eth0") == nil)
        #expect(WorkloadEndpointName(node: "n", orchestrator: "k8s", workload: "p", endpoint: "") == nil)
    }

    @Test func prefixesEndWithOneDash() {
        #expect(WorkloadEndpointName.prefix(node: "node-1") == "node--1-")
        #expect(WorkloadEndpointName.prefix(node: "node1", orchestrator: "k8s") == "node1-k8s-")
        #expect(WorkloadEndpointName.prefix(node: "node1", orchestrator: "k8s", workload: "my-pod") == "node1-k8s-my--pod-")
        #expect(WorkloadEndpointName.prefix(node: "node1", workload: "ignored without orchestrator") == "node1-")
    }
}
