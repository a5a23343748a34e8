extension Name {
    /// The name of an endpoint's port, as Kubernetes has it: 1 to 15 lower-case letters, digits and "-", a letter among them, no "-" at the ends or
    /// beside another.
    public static func isPort(_ text: String) -> Bool {
        let octets = text.utf8
        guard (1...15).contains(octets.count), octets.first != UInt8(ascii: "-"), octets.last != UInt8(ascii: "-"), !text.contains("--") else {
            return false
        }
        guard octets.allSatisfy({ isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }) else { return false }
        return octets.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    /// The id of a container: letters, digits and "-", not at the ends.
    public static func isContainer(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last) && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    /// A host for a server to listen at: 1 to 64 letters, digits and ":", ".", "_", "+", "-"; an address or a name.
    public static func isHost(_ text: String) -> Bool { (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isMatchOctet) }

    /// An interface, or several with iptables' wildcard: 1 to 15 letters, digits and ":", ".", "_", "+", "-".
    public static func isInterfaceMatch(_ text: String) -> Bool { (1...15).contains(text.utf8.count) && text.utf8.allSatisfy(isMatchOctet) }

    private static func isMatchOctet(_ octet: UInt8) -> Bool { isIdentifierOctet(octet) || octet == UInt8(ascii: ":") || octet == UInt8(ascii: "+") }
}
