internal import TestSupport

/// Octets written as hexadecimal digits: blanks and everything from ";" to the end of a line are left out.
func hex(_ text: String) throws -> [UInt8] {
    var digits: [UInt8] = []
    for line in text.split(separator: "\n") {
        for character in line.utf8.prefix(while: { $0 != UInt8(ascii: ";") }) where character != 32 && character != 9 { digits.append(character) }
    }
    guard digits.count.isMultiple(of: 2) else { throw BadHex(text: text) }
    return try stride(from: 0, to: digits.count, by: 2).map { index in
        guard let octet = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else { throw BadHex(text: text) }
        return octet
    }
}

struct BadHex: Error, CustomStringConvertible {
    let text: String
    var description: String { "not hexadecimal octets: \(text)" }
}

/// "0a 01": to be read when octets differ.
func hexText(_ octets: some Sequence<UInt8>) -> String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}

/// Marker, length and type in front of a body.
func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    let length = body.count + 19
    return [UInt8](repeating: 0xff, count: 16) + [UInt8(length >> 8), UInt8(length & 0xff), type] + body
}

/// Where the data of these tests are.
let fixtures = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/TestFixtures/bgp"
