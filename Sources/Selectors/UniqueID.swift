/// Calico's short names for long texts: selectors, IP sets.
public enum UniqueID {
    /// `prefix`, a colon and 38 characters: unpadded base64url (RFC 4648 §5) of the SHA-224 of `prefix:content`.
    public static func make(prefix: String, content: String) -> String {
        prefix + ":" + base64url(SHA2.sha224(Array("\(prefix):\(content)".utf8)))
    }

    private static func base64url(_ octets: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((octets.count * 4 + 2) / 3)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for octet in octets {
            bits = bits << 8 | UInt32(octet)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> count & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << (6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
