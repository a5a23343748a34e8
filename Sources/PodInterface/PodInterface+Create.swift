internal import Addresses
internal import CLinux
internal import CNetlink
internal import Glibc
public import Netlink

extension PodInterface {
    /// Makes the link, or completes the one that is there, and configures both ends.
    ///
    /// Nothing of a new link is left when it throws. The calling thread visits `namespace` and comes back.
    /// - Parameters:
    ///   - namespace: The pod's.
    ///   - home: The host's, where the calling thread is.
    ///   - existing: The host end of a link already known to be ours: its parts are replaced instead of created.
    ///   - step: Called with the name of each step that ends, for the log's timings.
    public func create(
        in namespace: borrowing NetworkNamespace, home: borrowing NetworkNamespace, existing: HostLink? = nil, step: (StaticString) -> Void
    ) throws(PodInterfaceError) {
        let socket = try Self.kernel { () throws(KernelError) in try NetlinkSocket(.route) }
        let ends = if let existing { Ends(host: existing.index, pod: existing.peerIndex ?? 0) } else { try makeLink(namespace, socket) }
        step("link")
        do throws(KernelError) {
            try setHostSysctls()
            step("hostSysctls")
            let mode: Mode = existing == nil ? .fresh : .repair
            try namespace.inside(from: home) { () throws(KernelError) in try configurePodSide(index: ends.pod, mode: mode) }
            step("pod")
            var batch = NetlinkBatch()
            configureHost(&batch, index: ends.host, mode: mode)
            try socket.execute(batch)
            step("host")
        } catch {
            if existing == nil { remove(ends.host, socket) }
            throw error.isAlreadyThere ? .routeTaken(error) : .kernel(error)
        }
    }

    /// The outcome of a kernel call as this module's error.
    private static func kernel<Answer: ~Copyable>(_ body: () throws(KernelError) -> Answer) throws(PodInterfaceError) -> Answer {
        do { return try body() } catch { throw .kernel(error) }
    }

    private struct Ends {
        var host: Int32
        var pod: Int32
    }

    private func makeLink(_ namespace: borrowing NetworkNamespace, _ socket: borrowing NetlinkSocket) throws(PodInterfaceError) -> Ends {
        var batch = NetlinkBatch()
        addLink(to: &batch, namespaceDescriptor: namespace.descriptor)
        var ends: Ends?
        do {
            try socket.execute(batch) { reply in
                if let link = HostLink(reply), let peer = link.peerIndex { ends = Ends(host: link.index, pod: peer) }
            }
        } catch {
            guard error.isAlreadyThere else { throw .kernel(error) }
            // The kernel says "exists" for either end.
            throw clinux_interface_index(socket.descriptor, hostName) > 0 ? .hostNameTaken(hostName) : .podNameTaken(name)
        }
        if let ends { return ends }
        // Kernels before 6.2 do not echo a new link.
        let link = try Self.kernel { () throws(KernelError) in try HostLink.named(hostName, socket) }
        if let link, let peer = link.peerIndex { return Ends(host: link.index, pod: peer) }
        throw .kernel(KernelError(code: ENODEV, operation: "link show \(hostName): vanished while it was set up"))
    }

    private func remove(_ index: Int32, _ socket: borrowing NetlinkSocket) {
        var header = ifinfomsg()
        header.ifi_index = index
        var batch = NetlinkBatch()
        batch.append(Int(RTM_DELLINK), header: header, operation: "link delete \(hostName)")
        // The error that led here is the one to report.
        try? socket.execute(batch)
    }

    /// The host end's settings that netlink does not offer.
    private func setHostSysctls() throws(KernelError) {
        if has(.v6) {
            for (name, value) in Self.hostSysctlsV6 { try Sysctl.write("ipv6/conf/\(hostName)/\(name)", value) }
        }
        // A pod must not become the host's default router. Absent where the kernel has no IPv6.
        do { try Sysctl.write("ipv6/conf/\(hostName)/accept_ra", 0) } catch  where error.isAlreadyGone { return }
    }

    static var hostSysctlsV6: [(String, Int)] { [("disable_ipv6", 0), ("accept_dad", 0), ("proxy_ndp", 1), ("forwarding", 1)] }

    private func configurePodSide(index: Int32, mode: Mode) throws(KernelError) {
        if has(.v6) {
            // A runtime may have turned IPv6 off in new namespaces; the link-local address of the pod is ours to trust.
            for scope in ["all", "default", "lo", name] { try Sysctl.write("ipv6/conf/\(scope)/disable_ipv6", 0) }
            try Sysctl.write("ipv6/conf/\(name)/accept_dad", 0)
        }
        let socket = try NetlinkSocket(.route)
        var settled: [IPAddress.Family] = []
        if mode == .repair, try standsBehindAnother(index: index) {
            try makeSecondary(socket, index: index)
        } else {
            do {
                var batch = NetlinkBatch()
                configurePod(&batch, index: index, mode: mode)
                try socket.execute(batch) { reply in
                    guard let (family, forwards) = Self.forwarding(reply), forwards == allowForwarding else { return }
                    settled.append(family)
                }
            } catch  where error.isAlreadyThere && mode == .fresh {
                try makeSecondary(socket, index: index)
            }
        }
        for family in families where !settled.contains(family) {
            try Sysctl.write(Self.forwardingSysctl(family), allowForwarding ? 1 : 0)
        }
    }

    /// Whether another interface of the container has routes to the same destinations: this is not its first.
    private func standsBehindAnother(index: Int32) throws(KernelError) -> Bool {
        let destinations = Set(routes.map(\.network) + [IPPrefix(host: CalicoLink.gateway(.v4))])
        return try NamespaceView().routes.contains {
            $0.isOurs && $0.interface != index && $0.metric < Self.secondaryMetrics && has($0.destination.family)
                && destinations.contains($0.destination)
        }
    }

    private func makeSecondary(_ socket: borrowing NetlinkSocket, index: Int32) throws(KernelError) {
        try execute(socket) { configureSecondary(&$0, index: index) }
        for address in addresses { try addRule(socket, from: address, table: Self.secondaryTable(index)) }
    }

    private func execute(_ socket: borrowing NetlinkSocket, _ fill: (inout NetlinkBatch) -> Void) throws(KernelError) {
        var batch = NetlinkBatch()
        fill(&batch)
        try socket.execute(batch)
    }

    private func addRule(_ socket: borrowing NetlinkSocket, from address: IPAddress, table: UInt32) throws(KernelError) {
        do { try execute(socket) { Self.addRule(&$0, from: address, table: table) } } catch  where error.isAlreadyThere { return }
    }

    static func forwardingSysctl(_ family: IPAddress.Family) -> String {
        family == .v4 ? "ipv4/ip_forward" : "ipv6/conf/all/forwarding"
    }
}
