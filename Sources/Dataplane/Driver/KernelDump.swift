internal import Addresses
internal import CNetlink
internal import Netlink

/// Questions for everything of a kind, asked at a port of their own and answered piece by piece.
enum KernelDump {
    /// `ip link show`
    static func links() -> NetlinkBatch {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETLINK), flags: Int(NLM_F_DUMP), header: ifinfomsg(), operation: "link show")
        return batch
    }

    /// `ip address show`
    static func addresses() -> NetlinkBatch {
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETADDR), flags: Int(NLM_F_DUMP), header: ifaddrmsg(), operation: "address show")
        return batch
    }

    /// `ip route show table TABLE`: the kernel leaves out other tables when it can (NETLINK_GET_STRICT_CHK).
    /// - Parameters:
    ///   - family: Whose routes.
    ///   - table: nil: those of all tables.
    ///   - routeProtocol: Only those of this protocol; nil: all.
    static func routes(_ family: IPAddress.Family, table: UInt32?, routeProtocol: UInt8? = nil) -> NetlinkBatch {
        var header = rtmsg()
        header.rtm_family = family.kernelNumber
        header.rtm_protocol = routeProtocol ?? 0
        var batch = NetlinkBatch()
        batch.append(Int(RTM_GETROUTE), flags: Int(NLM_F_DUMP), header: header, operation: "route show table \(table.map { "\($0)" } ?? "all")") {
            if let table { $0.put(Int(RTA_TABLE.rawValue), table) }
        }
        return batch
    }
}
