/// A word to the service manager that did not get there.
public struct ServiceManagerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
