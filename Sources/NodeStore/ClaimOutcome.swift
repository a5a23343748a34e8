/// What a claim found or made.
public enum ClaimOutcome: Hashable, Sendable {
    /// Recorded by this claim.
    case new(Attachment)
    /// Recorded before, returned as it is; nothing was written.
    case existing(Attachment)

    public var attachment: Attachment {
        switch self {
        case .new(let attachment), .existing(let attachment): attachment
        }
    }
}
