/// Which of two routes is the better one, and why.
struct DecisionOrder: Hashable, Sendable {
    /// False for both orders of two routes that are the same in everything.
    let isFirstBetter: Bool
    /// The step that decided; the last one when none did.
    let step: DecisionStep

    @inline(__always)
    init(isFirstBetter: Bool, step: DecisionStep) {
        self.isFirstBetter = isFirstBetter
        self.step = step
    }
}
