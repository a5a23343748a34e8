import Glibc
import Testing

/// Debian's programs the tests run.
enum Programs {
    static let bird = "/usr/sbin/bird"
    static let birdControl = "/usr/sbin/birdc"
    static let goBGP = "/usr/bin/gobgpd"
    static let goBGPControl = "/usr/bin/gobgp"
    static let frr = "/usr/lib/frr/bgpd"
    static let frrControl = "/usr/bin/vtysh"
    static let ip = "/usr/sbin/ip"
    static let setPrivileges = "/usr/bin/setpriv"

    /// Why tests that need these daemons cannot run; nil when they can.
    static func obstacle(_ daemons: [DaemonKind]) -> String? {
        guard geteuid() == 0 else { return "not root: network namespaces need CAP_SYS_ADMIN" }
        let needed = [(ip, "iproute2"), (setPrivileges, "util-linux")] + daemons.flatMap { daemon in daemon.programs.map { ($0, daemon.package) } }
        for (path, package) in needed where access(path, X_OK) != 0 {
            return "no executable \(path); install the package \(package)"
        }
        return nil
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips, with the reason, where these daemons or the rights to use them are missing.
    static func needs(_ daemons: DaemonKind...) -> Self {
        let obstacle = Programs.obstacle(daemons)
        return .enabled(if: obstacle == nil, Comment(rawValue: obstacle ?? ""))
    }
}
