import NodeStore

/// The store's record, where Swift Testing has an `Attachment` too.
typealias Endpoint = Attachment
