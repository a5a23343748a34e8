/// One line of a text as it is shown under an error: its number, what stands there, and a caret below the column.
struct Excerpt: CustomStringConvertible {
    let line: String
    let place: Place

    /// Characters of the line that are shown.
    private static let width = 120

    var description: String {
        let characters = line.unicodeScalars.map { Self.shown($0) }
        let column = min(max(place.column - 1, 0), characters.count)
        var begin = 0
        if characters.count > Self.width { begin = min(max(0, column - Self.width / 2), characters.count - Self.width) }
        let end = min(characters.count, begin + Self.width)
        let number = String(place.line)
        let head = begin > 0 ? "…" : ""
        let tail = end < characters.count ? "…" : ""
        let margin = String(repeating: " ", count: number.utf8.count)
        let gap = String(repeating: " ", count: column - begin + head.count)
        return "  \(number) | \(head)\(String(String.UnicodeScalarView(characters[begin..<end])))\(tail)\n  \(margin) | \(gap)^"
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar == "\t" { return "→" }
        return scalar.properties.generalCategory == .control ? "·" : scalar
    }
}
