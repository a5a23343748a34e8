/// The names of the labels of a selector, each once.
struct LabelNames: Sendable {
    private(set) var texts: [String] = []
    private(set) var hashes: [UInt32] = []
    private(set) var table = TextTable()
    private var indices: [String: UInt32] = [:]

    /// The index of a name, which is added if it is new.
    mutating func index(of name: String) -> UInt32 {
        if let known = indices[name] { return known }
        let index = UInt32(texts.count)
        indices[name] = index
        texts.append(name)
        hashes.append(Self.hash(name.utf8))
        table.append(name.utf8)
        return index
    }

    /// FNV-1a of the octets.
    static func hash(_ octets: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811c_9dc5
        for octet in octets { hash = (hash ^ UInt32(octet)) &* 0x0100_0193 }
        return hash
    }
}
