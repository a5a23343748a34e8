internal import JSON

/// How long silent connections are kept: a duration, or Auto for what the kernel's own tracking has.
public struct ConntrackTimeoutFields: Fields {
    public static let schema = Schema(ConntrackTimeoutFields())

    public let creationGracePeriod = timeout("creationGracePeriod", "10s", "A new connection, whatever its state.")
    public let tcpSynSent = timeout("tcpSynSent", "20s", "A TCP connection that is not answered (nf_conntrack_tcp_timeout_syn_sent).")
    public let tcpEstablished = timeout("tcpEstablished", "1h", "A TCP connection (nf_conntrack_tcp_timeout_established).")
    public let tcpFinsSeen = timeout("tcpFinsSeen", "Auto", "A TCP connection that both ends have closed (nf_conntrack_tcp_timeout_time_wait).")
    public let tcpResetSeen = timeout("tcpResetSeen", "40s", "A TCP connection that one end has broken off.")
    public let udpTimeout = timeout("udpTimeout", "60s", "A UDP exchange.")
    public let genericTimeout = timeout("genericTimeout", "10m", "An exchange of another protocol (nf_conntrack_generic_timeout).")
    public let icmpTimeout = timeout("icmpTimeout", "5s", "An ICMP exchange (nf_conntrack_icmp_timeout).")

    private static func timeout(_ name: String, _ assumed: JSONValue, _ documentation: String) -> Field<String> {
        let rule = TextRule("a duration such as 30s or 1m30s, or Auto") { text in
            text == "Auto" || GoDuration(text).map { $0.nanoseconds >= 0 } == true
        }
        return Field(name, rule, [.assumed(assumed)], documentation)
    }
}
