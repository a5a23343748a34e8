/// Why a node cannot start yet, or not at all.
public struct StartupError: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Something that was set is wrong; only a person can mend it.
        case settings
        /// The node's name is no name, or not the one it had.
        case name
        /// No address was found.
        case noAddress
        /// Several addresses are as good as each other.
        case ambiguousAddress
        /// Another node has the address, or a pool the network.
        case taken
        /// The datastore did not do what was asked.
        case store
        /// A file cannot be read or written.
        case file
        /// The kernel refused.
        case kernel
    }

    public let kind: Kind
    /// One sentence without numbers that change from try to try.
    public let message: String
    /// What was tried, what happened, what to do.
    public let details: String

    public init(_ kind: Kind, _ message: String, _ details: String) {
        self.kind = kind
        self.message = message
        self.details = details
    }

    /// Whether the same step may succeed later without anybody changing the settings: interfaces come up, disks get room, stores come back.
    public var mayPass: Bool {
        switch kind {
        case .settings, .name: false
        case .noAddress, .ambiguousAddress, .taken, .store, .file, .kernel: true
        }
    }
}

extension StartupError: CustomStringConvertible {
    public var description: String { "\(message): \(details)" }
}
