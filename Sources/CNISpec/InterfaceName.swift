/// The rule for `CNI_IFNAME`: the specification's, and what Linux does beyond it.
enum InterfaceName {
    /// Octets without the final NUL: IFNAMSIZ - 1 (linux/if.h).
    static let maximumLength = 15

    /// - Throws: Code 4 when no interface can have that name.
    static func validate(_ name: String) throws(CNIError) {
        guard !name.isEmpty else { throw CNIError(.invalidEnvironment, "interface name is empty", details: "CNI_IFNAME is empty") }
        guard name.utf8.count <= maximumLength else {
            throw CNIError(
                .invalidEnvironment, "interface name is too long", details: "CNI_IFNAME \(name.quoted) has more than \(maximumLength) octets")
        }
        guard name != ".", name != ".." else {
            throw CNIError(.invalidEnvironment, "interface name is . or ..", details: "CNI_IFNAME is \(name.quoted)")
        }
        for scalar in name.unicodeScalars {
            guard let fault = fault(scalar) else { continue }
            throw CNIError(.invalidEnvironment, "interface name contains \(fault)", details: "CNI_IFNAME is \(name.quoted)")
        }
        // The kernel's isspace() also takes octet 0xa0, in the middle of a character as well (dev_valid_name, net/core/dev.c).
        guard !name.utf8.contains(0xa0) else {
            throw CNIError(.invalidEnvironment, "interface name contains octet 0xa0", details: "CNI_IFNAME is \(name.quoted)")
        }
    }

    private static func fault(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x2f, 0x3a, 0x09...0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
            "/ or : or whitespace characters"
        // The kernel takes it as a template to number ("eth%d").
        case 0x25: "%"
        case 0..<0x20, 0x7f: "control characters"
        // What text that is not UTF-8 is read as.
        case 0xfffd: "octets that are not UTF-8"
        default: nil
        }
    }
}
