public import Addresses

/// An address that was handed out at least once.
public struct RecordedAddress: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case owned(AttachmentKey)
        /// Nanoseconds since boot (CLOCK_BOOTTIME).
        case released(at: UInt64)
    }

    public let address: IPAddress
    public let state: State
}
