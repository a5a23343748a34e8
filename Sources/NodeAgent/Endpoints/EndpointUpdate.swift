internal import NodeStore

/// What the watch of the node store brings.
enum EndpointUpdate: Sendable {
    /// Everything that is recorded: at the start, and after changes were missed.
    case all([Attachment])
    case changes([EndpointChange])
    /// The store of this boot was replaced by another: what was recorded there is not known to plugins any more.
    case replaced
    /// The store cannot be read now, and why; it is tried again.
    case failed(String)
}
