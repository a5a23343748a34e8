/// Spreads timers, so that speakers do not act in step (RFC 4271 §10). SplitMix64: the seed decides everything.
struct JitterGenerator: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Between 0.75 and 1.0 of the duration.
    mutating func spread(_ duration: Duration) -> Duration { duration - duration / 4096 * Int(next() % 1025) }

    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
