/// Texts in one piece of memory: the names of a selector's labels, or the values it compares with.
struct TextTable: Sendable {
    private var ranges: [Range<UInt32>] = []
    private var octets: [UInt8] = []

    var count: Int { ranges.count }

    subscript(index: Int) -> ArraySlice<UInt8> { octets[Int(ranges[index].lowerBound)..<Int(ranges[index].upperBound)] }

    /// Adds a text behind the others.
    mutating func append(_ text: some Collection<UInt8>) {
        let start = UInt32(octets.count)
        octets += text
        ranges.append(start..<UInt32(octets.count))
    }

    /// Whether `text` is the text of an index.
    func equals(_ text: RawSpan, at index: UInt32) -> Bool {
        let range = ranges[Int(index)]
        return octets.span.bytes.extracting(Int(range.lowerBound)..<Int(range.upperBound)).equals(text)
    }

    /// Whether a label with `value` passes.
    ///
    /// - Parameter operands: Indices: one for a comparison, any number for a set, ascending by their octets.
    func passes(_ value: RawSpan, _ test: Condition.Test, _ operands: Range<UInt32>) -> Bool {
        let range = operands.isEmpty ? 0..<0 : ranges[Int(operands.lowerBound)]
        let operand = octets.span.bytes.extracting(Int(range.lowerBound)..<Int(range.upperBound))
        return switch test {
        case .equal: value.equals(operand)
        case .notEqual: !value.equals(operand)
        case .isIn: isMember(value, of: operands)
        case .isNotIn: !isMember(value, of: operands)
        case .contains: value.contains(operand)
        case .startsWith: value.starts(with: operand)
        case .endsWith: value.ends(with: operand)
        case .has, .all, .global: true
        }
    }

    /// By halving.
    private func isMember(_ value: RawSpan, of set: Range<UInt32>) -> Bool {
        let all = octets.span.bytes
        var low = Int(set.lowerBound)
        var high = Int(set.upperBound)
        while low < high {
            let middle = (low &+ high) / 2
            let range = ranges[middle]
            let order = all.extracting(Int(range.lowerBound)..<Int(range.upperBound)).order(beside: value)
            guard order != 0 else { return true }
            if order < 0 { low = middle &+ 1 } else { high = middle }
        }
        return false
    }
}
