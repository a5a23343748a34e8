internal import Addresses
internal import CNetlink
internal import Glibc
internal import Netlink

/// A base chain of nftables at the forward hook (linux/netfilter/nf_tables.h); iptables-nft makes them too.
struct ForwardChain {
    let family: UInt8
    let table: String
    let name: String
    /// Whether packets that no rule decides are dropped.
    let drops: Bool
    /// Rules in it.
    let rules: UInt32

    var familyName: String {
        switch Int32(family) {
        case Int32(NFPROTO_IPV4): "ip"
        case Int32(NFPROTO_IPV6): "ip6"
        default: "inet"
        }
    }

    func concerns(_ families: [IPAddress.Family]) -> Bool {
        switch familyName {
        case "ip": families.contains(.v4)
        case "ip6": families.contains(.v6)
        default: true
        }
    }

    /// Every filter chain of IPv4, IPv6 and both at that hook.
    static func all() throws(KernelError) -> [ForwardChain] {
        let socket = try NetlinkSocket(.netfilter)
        var batch = NetlinkBatch()
        let header = nfgenmsg(nfgen_family: UInt8(NFPROTO_UNSPEC), version: UInt8(NFNETLINK_V0), res_id: 0)
        let type = Int(NFNL_SUBSYS_NFTABLES) << 8 | Int(NFT_MSG_GETCHAIN.rawValue)
        batch.append(type, flags: Int(NLM_F_DUMP), header: header, operation: "nft list chains")
        var chains: [ForwardChain] = []
        try socket.dump(batch, restart: { chains = [] }, onReply: { reply in ForwardChain(reply).map { chains.append($0) } })
        return chains
    }

    private init?(_ reply: NetlinkReply) {
        guard let header = reply.header(nfgenmsg.self) else { return nil }
        let families = [Int32(NFPROTO_IPV4), Int32(NFPROTO_IPV6), Int32(NFPROTO_INET)]
        let attributes = reply.attributes(after: MemoryLayout<nfgenmsg>.size)
        guard families.contains(Int32(header.nfgen_family)), let hook = attributes.nested(Int(NFTA_CHAIN_HOOK.rawValue)),
            hook.number(Int(NFTA_HOOK_HOOKNUM.rawValue), as: UInt32.self)?.bigEndian == UInt32(NF_INET_FORWARD.rawValue),
            attributes.text(Int(NFTA_CHAIN_TYPE.rawValue)) == "filter",
            let table = attributes.text(Int(NFTA_CHAIN_TABLE.rawValue)), let name = attributes.text(Int(NFTA_CHAIN_NAME.rawValue))
        else { return nil }
        family = header.nfgen_family
        self.table = table
        self.name = name
        drops = attributes.number(Int(NFTA_CHAIN_POLICY.rawValue), as: UInt32.self)?.bigEndian == UInt32(NF_DROP)
        rules = attributes.number(Int(NFTA_CHAIN_USE.rawValue), as: UInt32.self)?.bigEndian ?? 0
    }
}
