extension RawSpan {
    /// Whether both have the same octets.
    @inline(__always)
    func equals(_ other: RawSpan) -> Bool {
        byteCount == other.byteCount && beginsEqually(other)
    }

    func starts(with part: RawSpan) -> Bool { part.byteCount <= byteCount && part.beginsEqually(self) }

    func ends(with part: RawSpan) -> Bool {
        part.byteCount <= byteCount && part.beginsEqually(extracting(last: part.byteCount))
    }

    func contains(_ part: RawSpan) -> Bool {
        guard part.byteCount > 0 else { return true }
        guard part.byteCount <= byteCount else { return false }
        let first = part.octet(at: 0)
        for start in 0...byteCount - part.byteCount where octet(at: start) == first {
            if part.beginsEqually(extracting(start...)) { return true }
        }
        return false
    }

    /// Negative where these octets come before the others, 0 where they are the same; a beginning comes before the whole.
    func order(beside other: RawSpan) -> Int {
        let common = Swift.min(byteCount, other.byteCount)
        var offset = 0
        while offset &+ 8 <= common {
            let (mine, theirs) = (word(at: offset), other.word(at: offset))
            guard mine == theirs else { return mine.bigEndian < theirs.bigEndian ? -1 : 1 }
            offset &+= 8
        }
        while offset < common {
            let (mine, theirs) = (octet(at: offset), other.octet(at: offset))
            guard mine == theirs else { return mine < theirs ? -1 : 1 }
            offset &+= 1
        }
        return byteCount &- other.byteCount
    }

    /// Whether all octets of this are the first ones of the other, which is not shorter.
    private func beginsEqually(_ other: RawSpan) -> Bool {
        let count = byteCount
        guard count >= 8 else { return beginsEquallyShort(other) }
        // The last word overlaps the one before it.
        let last = count &- 8
        var offset = 0
        while offset < last {
            guard word(at: offset) == other.word(at: offset) else { return false }
            offset &+= 8
        }
        return word(at: last) == other.word(at: last)
    }

    /// For less than a word.
    @inline(__always)
    private func beginsEquallyShort(_ other: RawSpan) -> Bool {
        let count = byteCount
        if count >= 4 {
            let last = count &- 4
            return halfWord(at: 0) == other.halfWord(at: 0) && halfWord(at: last) == other.halfWord(at: last)
        }
        var offset = 0
        while offset < count {
            guard octet(at: offset) == other.octet(at: offset) else { return false }
            offset &+= 1
        }
        return true
    }

    @inline(__always)
    private func octet(at offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

    @inline(__always)
    private func word(at offset: Int) -> UInt64 { unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self) }

    @inline(__always)
    private func halfWord(at offset: Int) -> UInt32 { unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self) }
}
