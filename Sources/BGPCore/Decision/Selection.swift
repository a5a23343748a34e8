/// What the decision process says about all routes to a destination.
struct Selection: Hashable, Sendable {
    /// The place of the best route.
    let best: Int
    /// Where each route fell behind; nil for the best one.
    let steps: [DecisionStep?]
    /// The places of the routes that are used at once, the best first.
    let multipath: [Int]
}
