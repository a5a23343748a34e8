/// Which attribute codes were there: 256 bits.
struct AttributeCodeSet {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    func contains(_ code: AttributeCode) -> Bool {
        let bit: UInt64 = 1 &<< UInt64(code.rawValue & 63)
        return switch code.rawValue >> 6 {
        case 0: words.0 & bit != 0
        case 1: words.1 & bit != 0
        case 2: words.2 & bit != 0
        default: words.3 & bit != 0
        }
    }

    /// False when it was in already.
    mutating func insert(_ code: AttributeCode) -> Bool {
        guard !contains(code) else { return false }
        let bit: UInt64 = 1 &<< UInt64(code.rawValue & 63)
        switch code.rawValue >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
        return true
    }
}
