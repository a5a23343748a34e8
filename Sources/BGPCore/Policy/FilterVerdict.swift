/// What filters say about a route.
enum FilterVerdict: Hashable, Sendable {
    case reject
    /// Accepted, after the operations in order.
    case accept([FilterOperation])
}
