/// The forms of names: what Kubernetes and Calico accept for resources, labels, interfaces.
public enum Name {
    /// Letters, digits, "_", "." and "-".
    public static func isIdentifierOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    static func isLowerOrDigit(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    static func isAlphanumeric(_ octet: UInt8) -> Bool {
        isLowerOrDigit(octet) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet)
    }

    /// RFC 1123 label: 1 to 63 lower-case letters, digits and "-", not at the ends.
    public static func isLabel(_ text: Substring.UTF8View) -> Bool {
        guard (1...63).contains(text.count), let first = text.first, let last = text.last else { return false }
        return isLowerOrDigit(first) && isLowerOrDigit(last) && text.allSatisfy { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    public static func isLabel(_ text: String) -> Bool { isLabel(text[...].utf8) }

    /// RFC 1123 subdomain: labels between dots, at most 253 octets; a label may be longer than 63 here, as Kubernetes has it.
    public static func isSubdomain(_ text: String) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.first, let last = part.last else { return false }
            return isLowerOrDigit(first) && isLowerOrDigit(last) && part.allSatisfy { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// What is wrong with the key of a label or an annotation; nil for a right one.
    ///
    /// An optional subdomain and "/" before 1 to 63 letters, digits, "-", "_" and "." that begin and end with a letter or digit.
    public static func qualifiedNameFault(_ text: String) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let name = parts.last else { return "has more than one / in its name" }
        if parts.count == 2, !isSubdomain(String(parts[0])) {
            return "has \"\(parts[0])\" before the /, which is no domain name (lower-case letters, digits, - and dots, at most 253)"
        }
        guard isQualifiedPart(name.utf8) else {
            return "is no label name: \"\(name)\" must be 1 to 63 letters, digits, -, _ and ., with a letter or digit at both ends"
        }
        return nil
    }

    /// A label's value: empty, or 1 to 63 letters, digits, "-", "_" and "." with a letter or digit at both ends.
    public static func isLabelValue(_ text: String) -> Bool { text.isEmpty || isQualifiedPart(text[...].utf8) }

    private static func isQualifiedPart(_ text: Substring.UTF8View) -> Bool {
        guard (1...63).contains(text.count), let first = text.first, let last = text.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last) && text.allSatisfy(isIdentifierOctet)
    }

    /// 1 to 15 octets, as IFNAMSIZ leaves (linux/if.h).
    public static func isInterface(_ text: String) -> Bool {
        (1...15).contains(text.utf8.count) && text.utf8.allSatisfy(isIdentifierOctet)
    }

    /// The same with "*" for any text.
    @Sendable public static func isInterfacePattern(_ text: String) -> Bool {
        (1...15).contains(text.utf8.count) && text.utf8.allSatisfy { isIdentifierOctet($0) || $0 == UInt8(ascii: "*") }
    }
}
