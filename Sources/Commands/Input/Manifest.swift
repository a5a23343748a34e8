internal import Documents
internal import Model

/// A resource that somebody wrote in a file, checked and in the form that is stored.
struct Manifest: Sendable {
    let document: Document
    let resource: AnyResource
}
