import CLinux
import Glibc
import NodeSettings
import PodInterface
import TestSupport
import Testing

@testable import NodeStartup

@Suite struct PreflightTests {
    /// A state folder and a root of which nothing but /proc is the machine's.
    private func findings(
        _ environment: [String: String] = [:], _ host: String = "eth0 10.0.0.5/24", files: [String] = [], listensOn port: UInt16? = nil,
        script: String = ""
    ) async throws -> [HostCondition] {
        let network = try await TestHost()
        try await network.shell("ip link set lo up\n\(script)")
        return try await network.run {
            try withTemporaryFolder { folder in
                try runShell("mkdir '\(folder)/root' '\(folder)/state'; ln -s /proc '\(folder)/root/proc'")
                for file in files {
                    let parts = file.split(separator: "=", maxSplits: 1).map(String.init)
                    let (path, text) = ("\(folder)/root\(parts[0])", parts.count > 1 ? parts[1] : "")
                    try runShell("mkdir -p \"$(dirname '\(path)')\"")
                    try write(text, to: path)
                }
                let settings = try NodeConfiguration(
                    environment: environment.merging(["CALICO_STATE_DIR": "\(folder)/state", "NODENAME": "n1"]) { first, _ in first })
                let descriptor = try port.map { try listen(on: $0) }
                defer { if let descriptor { close(descriptor) } }
                return Preflight.findings(
                    settings, try NodePaths(settings), interfaces: HostText.interfaces(host), programs: HostPrograms(root: "\(folder)/root"))
            }
        }
    }

    private func listen(on port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard code == 0, Glibc.listen(descriptor, 1) == 0 else { throw HostFailure(words: "listen on \(port): errno \(errno)") }
        return descriptor
    }

    @Test func tellsWhatWouldBeChosen() async throws {
        let found = try await findings()
        #expect(found.first?.severity == .advice)
        #expect(found.first?.finding == "the node would be n1: 10.0.0.5 first-found: eth0; MTU 1500, that of eth0")
        #expect(!found.contains { $0.severity == .blocking }, "\(found)")
    }

    @Test func tellsWhyNothingCanBeChosen() async throws {
        let found = try await findings([:], "eth0 10.0.0.5/24; eth1 10.1.0.5/24")
        #expect(found.first?.severity == .blocking)
        #expect(found.first?.finding.contains("ambiguous") == true && found.first?.remedy.contains("eth1") == true)
    }

    @Test func tellsRemarks() async throws {
        let found = try await findings(["IP": "10.9.0.1"])
        #expect(found.contains { $0.finding.contains("10.9.0.1 is on no interface") })
    }

    /// The daemon turns forwarding on, unless none of its parts needs it.
    @Test(
        .enabled(if: geteuid() == 0, "needs CAP_NET_ADMIN"),
        arguments: [
            ([:], 0, .advice), ([:], 1, nil), (["CALICO_NODE_PARTS": "bgp,health"], 0, .blocking), (["CALICO_NODE_PARTS": "bgp,health"], 1, nil),
            (["CALICO_NODE_PARTS": "endpoints"], 0, .advice), (["CALICO_NODE_PARTS": "routes"], 0, .advice),
        ] as [([String: String], Int, HostCondition.Severity?)])
    func tellsAHostThatDoesNotForward(_ environment: [String: String], _ value: Int, _ want: HostCondition.Severity?) async throws {
        let found = try await findings(environment, script: "sysctl -qw net.ipv4.ip_forward=\(value)")
        let finding = found.first { $0.finding.contains("does not forward IPv4") }
        #expect(finding?.severity == want)
        if want == .blocking { #expect(finding?.remedy == "sysctl -w net.ipv4.ip_forward=1") }
        if want == .advice { #expect(finding?.remedy.contains("the daemon turns it on") == true) }
        #expect(!found.contains { $0.finding.contains("does not forward IPv6") })
    }

    @Test(.enabled(if: geteuid() == 0, "needs CAP_NET_ADMIN"), arguments: [(0, 0, true), (1, 0, false), (0, 1, false), (2, 1, true), (1, 1, false)])
    func tellsReversePathFiltersThatLetForgedSourcesIn(_ all: Int, _ initial: Int, _ isTold: Bool) async throws {
        let found = try await findings(script: "sysctl -qw net.ipv4.conf.all.rp_filter=\(all) net.ipv4.conf.default.rp_filter=\(initial)")
        #expect(found.contains { $0.finding.contains("rp_filter: all is \(all), default is \(initial)") } == isTold, "\(found)")
    }

    @Test(.enabled(if: geteuid() == 0, "binds port 179"))
    func namesWhoHasThePort() async throws {
        let found = try await findings(listensOn: 179)
        let finding = try #require(found.first { $0.finding.contains("TCP port 179") })
        #expect(finding.severity == .blocking)
        #expect(finding.finding.contains("(process \(getpid()))"), "\(finding)")
        #expect(finding.remedy.contains("ss -ltnp"))
        #expect(try await !findings(["CALICO_NETWORKING_BACKEND": "none"], listensOn: 179).contains { $0.finding.contains("179") })
        #expect(try await !findings(listensOn: 1790).contains { $0.finding.contains("179") })
    }

    @Test(
        arguments: [
            (["/run/NetworkManager/pid"], ["NetworkManager"]), (["/run/systemd/netif/state"], ["systemd-networkd"]),
            (["/run/NetworkManager/pid", "/etc/NetworkManager/conf.d/calico.conf=[keyfile]\nunmanaged-devices=interface-name:cali*\n"], []),
            (["/run/NetworkManager/pid", "/usr/lib/NetworkManager/conf.d/x.conf=[keyfile]\nunmanaged-devices=interface-name:cali*\n"], []),
            (["/run/NetworkManager/pid", "/etc/NetworkManager/conf.d/calico.conf=# unmanaged-devices=interface-name:cali*\n"], ["NetworkManager"]),
            (["/run/NetworkManager/pid", "/etc/NetworkManager/conf.d/calico.off=unmanaged-devices=interface-name:cali*\n"], ["NetworkManager"]),
            (["/run/NetworkManager/pid", "/etc/NetworkManager/conf.d/docker.conf=unmanaged-devices=interface-name:docker0\n"], ["NetworkManager"]),
            (["/run/systemd/netif/state", "/etc/systemd/network/90-calico.network=[Match]\nName=cali*\n[Link]\nUnmanaged=yes\n"], []),
            (["/run/systemd/netif/state", "/etc/systemd/network/90-calico.link=[Match]\nName=cali*\n[Link]\nUnmanaged=yes\n"], ["systemd-networkd"]),
            ([], []),
        ] as [([String], [String])])
    func namesManagersOfInterfaces(_ files: [String], _ want: [String]) async throws {
        let found = try await findings(files: files)
        let named = ["NetworkManager", "systemd-networkd"].filter { name in found.contains { $0.finding.hasPrefix("\(name) runs") } }
        #expect(named == want)
        for finding in found where finding.finding.contains(" runs, ") { #expect(finding.remedy.hasPrefix("install the shipped")) }
    }

    @Test func listenersAreReadFromTheKernelsTable() throws {
        try withTemporaryFolder { folder in
            let table = """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000:00B3 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
                   1: 0100007F:00B3 0100007F:A000 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0
                   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0
                   3: short 0A
                   4: 00000000:ZZZZ 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4714 1 0 100 0 0 10 0
                """
            try write(table, to: "\(folder)/tcp")
            let programs = HostPrograms(root: folder)
            #expect(programs.listeners("/tcp", port: 179) == ["4711"])
            #expect(programs.listeners("/tcp", port: 22) == ["4713"])
            #expect(programs.listeners("/tcp", port: 80) == [])
            #expect(programs.listeners("/none", port: 179) == [])
        }
    }
}
