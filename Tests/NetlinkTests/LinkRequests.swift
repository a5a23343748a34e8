import CNetlink
import Glibc
import Netlink

extension NetlinkBatch {
    /// ip link add NAME type KIND
    mutating func addLink(_ name: String, kind: String = "bridge", flags: Int32 = 0) {
        append(
            Int(RTM_NEWLINK), flags: Int(NLM_F_CREATE | NLM_F_EXCL | flags), header: ifinfomsg(), operation: "link add \(name) type \(kind)"
        ) { message in
            message.put(Int(IFLA_IFNAME), name)
            message.nest(Int(IFLA_LINKINFO)) { $0.put(Int(IFLA_INFO_KIND), kind) }
        }
    }

    /// ip link del NAME
    mutating func deleteLink(_ name: String) {
        append(Int(RTM_DELLINK), header: ifinfomsg(), operation: "link del \(name)") { $0.put(Int(IFLA_IFNAME), name) }
    }

    /// ip link show NAME
    mutating func showLink(_ name: String) {
        append(Int(RTM_GETLINK), header: ifinfomsg(), operation: "link show \(name)") { $0.put(Int(IFLA_IFNAME), name) }
    }
}

extension NetlinkReply {
    /// The name and index of a link in an answer about links.
    var link: (name: String, index: Int32)? {
        guard type == Int(RTM_NEWLINK), let header = header(ifinfomsg.self) else { return nil }
        return attributes(after: MemoryLayout<ifinfomsg>.size).text(Int(IFLA_IFNAME)).map { ($0, header.ifi_index) }
    }
}

/// ip link show, names only.
func linkNames(_ socket: borrowing NetlinkSocket) throws -> [String] {
    var batch = NetlinkBatch()
    batch.append(Int(RTM_GETLINK), flags: Int(NLM_F_DUMP), header: ifinfomsg(), operation: "link show")
    var names: [String] = []
    try socket.dump(batch, restart: { names = [] }, onReply: { names.append($0.link?.name ?? "?") })
    return names
}
