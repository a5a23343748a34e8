internal import Addresses
internal import CLinux
internal import Glibc
internal import Netlink
public import NodeSettings
public import PodInterface

/// What stands in the way of the daemon on this host, before it is started.
public enum Preflight {
    /// What the daemon would choose, and what would hinder it, each with what to do; the calling thread's network namespace is looked at.
    public static func findings(_ settings: NodeConfiguration, _ paths: NodePaths, interfaces: [HostInterface]) -> [HostCondition] {
        findings(settings, paths, interfaces: interfaces, programs: HostPrograms(root: ""))
    }

    static func findings(
        _ settings: NodeConfiguration, _ paths: NodePaths, interfaces: [HostInterface], programs: HostPrograms
    ) -> [HostCondition] {
        var found = choices(settings, paths, interfaces)
        if settings.backend == .bird, settings.parts.contains(.bgp) { found += port(programs) }
        let families: [IPAddress.Family] = settings.ip6 == .unset || settings.ip6 == AddressChoice.none ? [.v4] : [.v4, .v6]
        found += HostCondition.inspect(families).map { forwarding($0, settings) }
        return found + managers(programs) + features(families, programs)
    }

    /// Name, addresses and MTU, or why there are none.
    private static func choices(_ settings: NodeConfiguration, _ paths: NodePaths, _ interfaces: [HostInterface]) -> [HostCondition] {
        do throws(StartupError) {
            let name = try NodeNaming.resolve(settings, paths, environment: NodeConfiguration.processEnvironment)
            let node = try NodeAddresses.choose(name, settings, stored: nil, interfaces: interfaces)
            var words = "the node would be \(node.name): \(node.how)"
            if let mtu = NodeFiles.mtu(node, settings, interfaces) { words += "; MTU \(mtu.octets), \(mtu.why)" }
            return ([words] + node.remarks).map { HostCondition(severity: .advice, finding: $0, remedy: "") }
        } catch { return [HostCondition(severity: .blocking, finding: error.message, remedy: error.details)] }
    }

    /// A host that does not forward is no hindrance where the daemon will turn that on: it does with these parts.
    private static func forwarding(_ condition: HostCondition, _ settings: NodeConfiguration) -> HostCondition {
        guard condition.subject == .forwarding(missing: false), settings.parts.contains(.routes) || settings.parts.contains(.endpoints)
        else { return condition }
        return HostCondition(
            severity: .advice, subject: condition.subject, finding: condition.finding, remedy: "none needed: the daemon turns it on when it starts")
    }

    /// Who has the port of BGP.
    private static func port(_ programs: HostPrograms) -> [HostCondition] {
        let tables = ["/proc/thread-self/net/tcp", "/proc/thread-self/net/tcp6"]
        guard let inode = tables.flatMap({ programs.listeners($0, port: 179) }).first else { return [] }
        let who = programs.holder(ofSocket: inode) ?? "a process that cannot be seen from here"
        return [
            HostCondition(
                severity: .blocking, subject: .port, finding: "\(who) listens on TCP port 179 already, the port of BGP",
                remedy: "stop it (ss -ltnp sport = :179 shows it), or set listenPort in BGPConfiguration")
        ]
    }

    /// Programs that would take pods' interfaces for theirs.
    private static func managers(_ programs: HostPrograms) -> [HostCondition] {
        var found: [HostCondition] = []
        let manager = ["/etc", "/usr/lib", "/run"].map { "\($0)/NetworkManager/conf.d" }
        if programs.has("/run/NetworkManager"), !programs.isLeftAlone(in: manager, ending: ".conf", word: "unmanaged") {
            found.append(
                HostCondition(
                    severity: .advice, finding: "NetworkManager runs, and no file in \(manager[0]) tells it to leave cali* alone",
                    remedy: "install the shipped networkmanager-calico.conf as \(manager[0])/calico.conf and reload NetworkManager"))
        }
        let networkd = ["/etc", "/run", "/usr/lib"].map { "\($0)/systemd/network" }
        if programs.has("/run/systemd/netif"), !programs.isLeftAlone(in: networkd, ending: ".network", word: "unmanaged=") {
            found.append(
                HostCondition(
                    severity: .advice, finding: "systemd-networkd runs, and no file in \(networkd[0]) tells it to leave cali* alone",
                    remedy: "install the shipped 10-calico.network in \(networkd[0]) and restart systemd-networkd"))
        }
        return found
    }

    /// What the kernel lacks.
    private static func features(_ families: [IPAddress.Family], _ programs: HostPrograms) -> [HostCondition] {
        var found: [HostCondition] = []
        if families.contains(.v6), !programs.has("/proc/sys/net/ipv6") {
            found.append(
                HostCondition(
                    severity: .blocking, finding: "the kernel has no IPv6, and ip6 asks for it",
                    remedy: "boot without ipv6.disable=1, or set ip6 (IP6) to none"))
        }
        do throws(KernelError) { _ = try NetlinkSocket(.netfilter) } catch {
            found.append(HostCondition(severity: .advice, finding: "the kernel has no nfnetlink (\(error))", remedy: "modprobe nfnetlink nf_tables"))
        }
        if !hasPasswords {
            found.append(
                HostCondition(
                    severity: .advice, finding: "the kernel has no TCP-MD5: BGP sessions with a password cannot be had",
                    remedy: "use a kernel with CONFIG_TCP_MD5SIG, or peers without passwords"))
        }
        return found
    }

    /// Whether a socket takes a key (RFC 2385). A machine without sockets at all has other troubles.
    private static var hasPasswords: Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var key = clinux_md5_key()
        guard clinux_make_md5_key(&key, AF_INET, [192, 0, 2, 1], 32, "probe", 5) == 0 else { return true }
        let code = setsockopt(descriptor, Int32(IPPROTO_TCP), clinux_md5_option, &key, socklen_t(MemoryLayout<clinux_md5_key>.size))
        return code == 0 || errno != ENOPROTOOPT
    }
}
