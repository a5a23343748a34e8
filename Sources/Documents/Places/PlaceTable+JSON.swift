internal import JSON

extension PlaceTable {
    /// Of a JSON value that has been read without fault; nil when it has one.
    ///
    /// - Parameters:
    ///   - range: Where the value stands in `text`.
    ///   - start: The place of its first octet.
    init?(json text: UnsafeBufferPointer<UInt8>, in range: Range<Int>, start: Place, depth: Int) {
        var tokens = JSONTokens(text, in: range, depth: depth)
        var places = PlaceCounter(text, offset: range.lowerBound, place: start)
        do throws(JSONFault) {
            while true {
                switch try tokens.next() {
                case .end: return
                case .beginObject: add(.mapping, at: places.place(at: tokens.position - 1))
                case .beginArray: add(.list, at: places.place(at: tokens.position - 1))
                case .endObject, .endArray: close()
                case .key(let key): setKey(Self.string(text[key]), at: places.place(at: key.lowerBound))
                case .scalar(let scalar):
                    let isText = text[scalar.lowerBound] == UInt8(ascii: "\"")
                    add(isText ? .text : .word(String(decoding: text[scalar], as: UTF8.self)), at: places.place(at: scalar.lowerBound))
                }
            }
        } catch {
            return nil
        }
    }

    /// The text of a JSON string.
    private static func string(_ octets: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        let inside = octets.dropFirst().dropLast()
        guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
        return (try? JSONValue(parsing: Array(octets), options: .anyValue))?.string ?? String(decoding: inside, as: UTF8.self)
    }
}
