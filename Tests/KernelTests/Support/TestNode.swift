import Addresses
import Foundation
import Glibc
import JSON
import NodeStore
import PodInterface
import Slim
import Testing

/// A node: a host namespace and a state folder of its own, both gone when the test ends, however it ends.
final class TestNode {
    let host: TestNamespace
    /// Outside of every namespace: where other machines are. Linked to the host by `up0` and `far0`.
    let outside: TestNamespace
    let stateFolder: String
    private var pods: [TestPod] = []
    private var containers = 0

    /// Addresses of the host and of the outside world on the link between them.
    static let hostAddresses: [IPAddress.Family: String] = [.v4: "192.0.2.1", .v6: "2001:db8::1"]
    static let outsideAddresses: [IPAddress.Family: String] = [.v4: "192.0.2.254", .v6: "2001:db8::fe"]

    /// Runs `body` with a new node. It forwards, and has a default route, unless told otherwise.
    static func run(defaultRoute: Bool = true, _ body: (TestNode) throws -> Void) throws {
        let node = try TestNode(defaultRoute: defaultRoute)
        defer { node.tearDown() }
        try body(node)
    }

    private init(defaultRoute: Bool) throws {
        host = try TestNamespace()
        outside = try TestNamespace()
        var template = Array("\(Self.temporaryFolder)/calico-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXFailure.last("make a state folder") }
        stateFolder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do {
            try connect(defaultRoute: defaultRoute)
        } catch {
            tearDown()
            throw error
        }
    }

    /// The node store wants a tmpfs.
    private static var temporaryFolder: String { access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp" }

    private func connect(defaultRoute: Bool) throws {
        try outside.shell("ip link set lo up")
        try host.shell(
            """
            ip link set lo up
            ip link add up0 type veth peer name far0 netns \(outside.path)
            echo 0 > /proc/sys/net/ipv6/conf/up0/accept_dad
            ip address add 192.0.2.1/24 dev up0
            ip address add 2001:db8::1/64 dev up0 nodad
            ip link set up0 up
            echo 1 > /proc/sys/net/ipv4/ip_forward
            echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
            """)
        try outside.shell(
            """
            echo 0 > /proc/sys/net/ipv6/conf/far0/accept_dad
            ip address add 192.0.2.254/24 dev far0
            ip address add 2001:db8::fe/64 dev far0 nodad
            ip link set far0 up
            ip route add default via 192.0.2.1
            ip -6 route add default via 2001:db8::1
            """)
        guard defaultRoute else { return }
        try host.shell("ip route add default via 192.0.2.254\nip -6 route add default via 2001:db8::fe")
    }

    private func tearDown() {
        pods = []
        try? FileManager.default.removeItem(atPath: stateFolder)
    }

    // MARK: Pods

    /// A container with a namespace and an id of its own.
    func pod(id: String? = nil, interface: String = "eth0", pod: String? = nil) throws -> TestPod {
        let pod = TestPod(namespace: try TestNamespace(), id: id ?? freshID(), interface: interface, pod: pod)
        pods.append(pod)
        return pod
    }

    /// Another interface or another sandbox in the namespace of `pod`.
    func sharing(_ pod: TestPod, id: String? = nil, interface: String) -> TestPod {
        TestPod(namespace: pod.namespace, id: id ?? pod.id, interface: interface, pod: pod.kubernetesPod)
    }

    /// 64 hexadecimal digits as containerd makes them.
    private func freshID() -> String {
        containers += 1
        let random = (0..<4).map { _ in String(UInt64.random(in: 1 << 60...UInt64.max), radix: 16) }.joined()
        return String(random.prefix(60)) + String(0x1000 + containers, radix: 16)
    }

    // MARK: What is recorded and what is in the kernel

    /// Every record of the node store, none when there is no store.
    func records() throws -> [AttachmentRecord] {
        try NodeStore.existing(in: "\(stateFolder)/run/nodestore")?.attachments() ?? []
    }

    /// The addresses with an owner, as text in order.
    func ownedAddresses() throws -> [String] {
        let all = try NodeStore.existing(in: "\(stateFolder)/run/nodestore")?.recordedAddresses() ?? []
        return all.compactMap { if case .owned = $0.state { "\($0.address)" } else { nil } }
    }

    /// Links of the host besides its loopback and its uplink.
    func podLinks() throws -> [HostLink] { try host.view().links.filter { !["lo", "up0"].contains($0.name) } }

    func podRoutes() throws -> [KernelRoute] { try host.view().routes.filter(\.isOurs) }

    /// Nothing of any pod is left: no link, no route, no record, no address with an owner.
    func expectNothingLeft(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try podLinks().map(\.name) == [], comment, sourceLocation: sourceLocation)
        #expect(try podRoutes() == [], comment, sourceLocation: sourceLocation)
        #expect(try records().map(\.key) == [], comment, sourceLocation: sourceLocation)
        #expect(try ownedAddresses() == [], comment, sourceLocation: sourceLocation)
    }

    /// Writes a file below the state folder.
    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(stateFolder)/\(name)", atomically: true, encoding: .utf8)
    }

    func setPodCIDRs(_ subnets: String...) throws {
        let list = subnets.map { "\"\($0)\"" }.joined(separator: ",")
        try write("node.json", #"{"name":"node1","podCIDRs":[\#(list)]}"#)
    }
}

/// One interface of one container, as CNI_CONTAINERID, CNI_NETNS and CNI_IFNAME say it.
struct TestPod {
    let namespace: TestNamespace
    let id: String
    let interface: String
    /// "namespace/name" for K8S_POD_NAMESPACE and K8S_POD_NAME.
    let kubernetesPod: String?

    init(namespace: TestNamespace, id: String, interface: String, pod: String?) {
        self.namespace = namespace
        self.id = id
        self.interface = interface
        kubernetesPod = pod
    }

    /// The interface; nil when there is none.
    func link() throws -> HostLink? { try namespace.link(interface) }

    /// The addresses of the interface, without the link-local ones.
    func addresses() throws -> [String] {
        let view = try namespace.view()
        return view.link(named: interface).map { view.addresses(of: $0.index).map { "\($0)" } } ?? []
    }

    func reaches(_ address: String) throws -> Bool { try namespace.reaches(address) }

    var arguments: String? {
        guard let parts = kubernetesPod?.split(separator: "/"), parts.count == 2 else { return nil }
        return "IgnoreUnknown=1;K8S_POD_NAMESPACE=\(parts[0]);K8S_POD_NAME=\(parts[1])"
    }
}
