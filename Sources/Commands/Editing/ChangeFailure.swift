internal import Model

/// Why a resource could not be changed.
struct ChangeFailure: Error, Hashable, Sendable {
    let message: String

    init(_ message: String) { self.message = message }
}
