import NodeStore

/// A record of the node store. The testing library has an `Attachment` too.
typealias AttachmentRecord = Attachment
