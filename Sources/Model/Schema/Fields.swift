/// The fields of one kind of object, as stored properties of type ``Field``: one line each.
///
/// A conforming type is never used as data: ``Object`` is the data, and reaches its fields by these names.
public protocol Fields: Sendable {
    /// Written as `static let`: made once.
    static var schema: Schema<Self> { get }
}
