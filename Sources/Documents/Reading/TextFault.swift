/// The first octet of a text that has no business in it.
struct TextFault {
    let offset: Int
    let reason: String

    /// Nil when all is UTF-8 (RFC 3629), no control character but tab, line feed and carriage return stands in it, and no byte order mark at the
    /// begin of a line but the first, where it is left when files are put together.
    init?(firstIn octets: [UInt8]) {
        let fault = octets.withUnsafeBytes { Self.firstFault(in: $0) }
        guard let fault else { return nil }
        offset = fault
        let octet = octets[fault]
        let hex = (octet < 16 ? "0x0" : "0x") + String(octet, radix: 16)
        reason =
            switch octet {
            case 0xef where octets.dropFirst(fault + 1).starts(with: [0xbb, 0xbf]): "a byte order mark (U+FEFF) in the middle of the text; remove it"
            case 0: "octet \(fault) is NUL: this is no text file, or it is damaged"
            case ..<0x20:
                "octet \(fault) is the control character \(hex), which no text may hold; remove it, or write it as an escape in double quotes"
            default: "octet \(fault), \(hex), is not UTF-8; save the file as UTF-8"
            }
    }

    private static func firstFault(in text: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        while index < text.count {
            if index + 8 <= text.count {
                let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                // Eight octets at a time while all are printable ASCII.
                let below = word &- 0x2020_2020_2020_2020
                if (word | below) & 0x8080_8080_8080_8080 == 0 {
                    index += 8
                    continue
                }
            }
            let length = sequenceLength(in: text, at: index)
            guard length > 0 else { return index }
            index += length
        }
        return nil
    }

    /// Octets of the character at `index`; 0 when it is none that may stand there.
    private static func sequenceLength(in text: UnsafeRawBufferPointer, at index: Int) -> Int {
        let first = text[index]
        func continues(_ distance: Int, from low: UInt8 = 0x80, to high: UInt8 = 0xbf) -> Bool {
            index + distance < text.count && text[index + distance] >= low && text[index + distance] <= high
        }
        switch first {
        case 0x09, 0x0a, 0x0d, 0x20...0x7f: return 1
        case 0xc2...0xdf: return continues(1) ? 2 : 0
        case 0xe0: return continues(1, from: 0xa0) && continues(2) ? 3 : 0
        case 0xed: return continues(1, to: 0x9f) && continues(2) ? 3 : 0
        case 0xef where continues(1, from: 0xbb, to: 0xbb) && continues(2, from: 0xbf) && index > 0 && text[index - 1] < 0x20: return 0
        case 0xe1...0xef: return continues(1) && continues(2) ? 3 : 0
        case 0xf0: return continues(1, from: 0x90) && continues(2) && continues(3) ? 4 : 0
        case 0xf1...0xf3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xf4: return continues(1, to: 0x8f) && continues(2) && continues(3) ? 4 : 0
        default: return 0
        }
    }
}
