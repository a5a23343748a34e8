/// Why pages cannot be served: at which address, what happened, what to do.
public struct HealthServerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
