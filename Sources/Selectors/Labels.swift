/// The labels of one object: names and values in one piece of memory, laid out to be asked by selectors.
///
/// Takes 12 octets for each label and 40 for all, beside the texts. Equal when names and values are equal octet by octet.
public struct Labels: Hashable, Sendable {
    /// Empty without labels, otherwise numbers of four octets and then the texts: how many labels; the hashes of their names,
    /// ascending; where in `octets` each name and each value starts, and the end of the last.
    private let octets: [UInt8]

    /// Of several pairs with one name the last counts.
    public init(_ pairs: some Sequence<(name: String, value: String)>) {
        var entries: [LabelEntry] = []
        for (name, value) in pairs { entries.append(LabelEntry(name: name, value: value, position: entries.count)) }
        entries.sort { $0.precedes($1) }
        var unique: [LabelEntry] = []
        for entry in entries {
            if let last = unique.last, last.hasSameName(as: entry) { unique.removeLast() }
            unique.append(entry)
        }
        octets = Self.layout(unique)
    }

    public init(_ dictionary: [String: String]) {
        self.init(dictionary.lazy.map { (name: $0.key, value: $0.value) })
    }

    public var count: Int { octets.isEmpty ? 0 : Self.number(0, in: octets.span.bytes) }

    public var isEmpty: Bool { octets.isEmpty }

    public subscript(name: String) -> String? {
        let name = Array(name.utf8)
        guard let place = place(ofHash: LabelNames.hash(name), where: { $0.equals(name.span.bytes) }) else { return nil }
        let all = octets.span.bytes
        return String(decoding: octets[Self.number(place, in: all)..<Self.number(place + 1, in: all)], as: UTF8.self)
    }

    /// Names and values, ascending by the octets of the names.
    public var pairs: [(name: String, value: String)] {
        let all = octets.span.bytes
        let count = count
        let texts = (0..<2 * count).map { index in
            let range = Self.number(1 + count + index, in: all)..<Self.number(2 + count + index, in: all)
            return String(decoding: octets[range], as: UTF8.self)
        }
        let pairs = (0..<count).map { (name: texts[2 * $0], value: texts[2 * $0 + 1]) }
        return pairs.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func layout(_ entries: [LabelEntry]) -> [UInt8] {
        guard !entries.isEmpty else { return [] }
        var numbers = [UInt32(clamping: entries.count)] + entries.map(\.hash)
        var texts: [UInt8] = []
        let beginning = 4 * (2 + 3 * entries.count)
        for entry in entries {
            for text in [entry.name, entry.value] {
                numbers.append(UInt32(clamping: beginning + texts.count))
                texts += text.utf8
            }
        }
        numbers.append(UInt32(clamping: beginning + texts.count))
        return numbers.withUnsafeBytes { Array($0) } + texts
    }

    @inline(__always)
    fileprivate static func number(_ index: Int, in octets: RawSpan) -> Int {
        Int(octets.unsafeLoad(fromByteOffset: 4 &* index, as: UInt32.self))
    }
}

extension Labels: LabelSource {
    public func passes(_ test: LabelTest) -> Bool? {
        guard let place = place(ofHash: test.hash, where: { test.isAbout($0) }) else { return nil }
        let all = octets.span.bytes
        return test.holds(for: all.extracting(Self.number(place, in: all)..<Self.number(place &+ 1, in: all)))
    }

    /// Which number tells where the value of a label starts; the next one tells where it ends.
    @inline(__always)
    private func place(ofHash hash: UInt32, where isName: (RawSpan) -> Bool) -> Int? {
        guard !octets.isEmpty else { return nil }
        let all = octets.span.bytes
        let count = Self.number(0, in: all)
        let hash = Int(hash)
        var low = 0
        var high = count
        // Few are looked at in turn, more by halving.
        while high &- low > 16 {
            let middle = (low &+ high) / 2
            if Self.number(1 &+ middle, in: all) < hash { low = middle &+ 1 } else { high = middle }
        }
        while low < count {
            let found = Self.number(1 &+ low, in: all)
            guard found <= hash else { return nil }
            let place = 1 &+ count &+ 2 &* low
            if found == hash, isName(all.extracting(Self.number(place, in: all)..<Self.number(place &+ 1, in: all))) { return place &+ 1 }
            low &+= 1
        }
        return nil
    }
}

extension Labels: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.lazy.map { (name: $0.0, value: $0.1) })
    }
}

extension Labels: CustomStringConvertible {
    /// Such as `app=web,tier=front`.
    public var description: String { pairs.map { "\($0.name)=\($0.value)" }.joined(separator: ",") }
}
