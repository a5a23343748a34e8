/// Dates and times that go-yaml v2 recognizes: 2001-01-01, 2001-1-1 10:20:30.5, 2001-01-01T10:20:30Z, with existing days and hours only.
enum YAMLTimestamp {
    static func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var reader = Reader(rest: text[...])
        guard let year = reader.number(exactly: 4), reader.skip("-"), let month = reader.number(atMost: 2), (1...12).contains(month),
            reader.skip("-"),
            let day = reader.number(atMost: 2), day >= 1, day <= days(in: month, of: year)
        else { return false }
        if reader.rest.isEmpty { return true }
        let zoned = reader.skip("T") || reader.skip("t")
        guard zoned || reader.skipSpaces(), reader.time() else { return false }
        if zoned { guard reader.zone() else { return false } }
        return reader.rest.isEmpty
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private struct Reader {
        var rest: Slice<UnsafeBufferPointer<UInt8>>

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func skipSpaces() -> Bool {
            guard skip(" ") else { return false }
            rest = rest.drop { $0 == UInt8(ascii: " ") }
            return true
        }

        mutating func number(atMost count: Int) -> Int? {
            let digits = rest.prefix(count).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            return digits.reduce(0) { $0 * 10 + Int($1 & 0x0f) }
        }

        mutating func number(exactly count: Int) -> Int? {
            let before = rest.count
            guard let number = number(atMost: count), before - rest.count == count else { return nil }
            return number
        }

        /// Hours, minutes, seconds and a fraction of any length.
        mutating func time() -> Bool {
            guard let hours = number(atMost: 2), hours < 24, skip(":"), let minutes = number(atMost: 2), minutes < 60, skip(":"),
                let seconds = number(atMost: 2), seconds < 60
            else { return false }
            if let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") {
                rest = rest.dropFirst()
                guard number(atMost: 1) != nil else { return false }
                while number(atMost: 1) != nil {}
            }
            return true
        }

        /// "Z", "+01:00".
        mutating func zone() -> Bool {
            if skip("Z") { return true }
            guard skip("+") || skip("-"), let hours = number(exactly: 2), hours <= 24, skip(":"), let minutes = number(exactly: 2) else {
                return false
            }
            return minutes < 60
        }
    }
}
