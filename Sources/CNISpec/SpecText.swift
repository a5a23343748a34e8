extension String {
    /// Whether it matches `^[a-zA-Z0-9][a-zA-Z0-9_.\-]*$`, the rule for container IDs and network names
    /// (CNI spec 1.1.0, "Parameters" and "Configuration format").
    var isSpecName: Bool {
        guard let first = utf8.first, first.isAlphanumeric else { return false }
        return utf8.allSatisfy { octet in
            octet.isAlphanumeric || octet == UInt8(ascii: "_") || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "-")
        }
    }

    /// The text between quotation marks, cut after 80 octets, for error details.
    var quoted: String {
        guard utf8.count > 80 else { return "\"\(self)\"" }
        return "\"\(String(decoding: utf8.prefix(80), as: UTF8.self))…\" (\(utf8.count) octets)"
    }

    /// The parts between separators, empty ones included. By octets: a combining mark after a separator does not hide it.
    func parts(separatedBy separator: UInt8) -> [String] {
        utf8.split(separator: separator, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }
}

extension UInt8 {
    /// An ASCII letter or digit.
    fileprivate var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
