internal import BGPWire

/// Attribute lists met before, numbered: an open-addressed table over their own hashes, as a routing table would have.
struct KnownAttributes {
    private var blocks: [AttributeBlock] = []
    /// Numbers plus one; 0 is free. A power of two of them, at most half in use.
    private var slots = [Int32](repeating: 0, count: 256)

    /// The number of a list, a new one when it was not met before.
    mutating func number(of block: AttributeBlock) -> Int {
        var slot = Int(truncatingIfNeeded: block.hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if blocks[number] == block { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        precondition(blocks.count < slots.count / 2, "more attribute lists than the streams of this program have")
        blocks.append(block.compacted())
        slots[slot] = Int32(blocks.count)
        return blocks.count - 1
    }
}
