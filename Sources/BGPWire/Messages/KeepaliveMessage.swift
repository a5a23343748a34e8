/// KEEPALIVE: nothing but a header (RFC 4271 §4.4).
public enum KeepaliveMessage {
    /// The one KEEPALIVE there is, 19 octets.
    public static let octets: [UInt8] = {
        var out: [UInt8] = []
        encode(into: &out)
        return out
    }()

    public static func encode(into out: inout [UInt8]) {
        let start = out.count
        MessageHeader.begin(.keepalive, in: &out)
        MessageHeader.finish(&out, from: start)
    }
}
