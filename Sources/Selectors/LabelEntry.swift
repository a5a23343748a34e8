/// A label on its way into ``Labels``.
struct LabelEntry {
    let name: String
    let value: String
    let hash: UInt32
    let position: Int

    init(name: String, value: String, position: Int) {
        self.name = name
        self.value = value
        self.position = position
        hash = LabelNames.hash(name.utf8)
    }

    func hasSameName(as other: LabelEntry) -> Bool { hash == other.hash && name.utf8.elementsEqual(other.name.utf8) }

    func precedes(_ other: LabelEntry) -> Bool {
        guard hash == other.hash else { return hash < other.hash }
        guard !name.utf8.elementsEqual(other.name.utf8) else { return position < other.position }
        return name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }
}
