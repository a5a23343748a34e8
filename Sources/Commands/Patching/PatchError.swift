/// A patch that cannot be applied.
struct PatchError: Error, Hashable, Sendable {
    /// Where: a JSON pointer or a path, maybe with the number of the operation.
    let place: String
    /// What is wrong there and what would be right.
    let reason: String

    init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }
}

extension PatchError: CustomStringConvertible {
    var description: String { place.isEmpty ? "the patch \(reason)" : "\(place): \(reason)" }
}
