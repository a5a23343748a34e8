internal import EmbeddedStore
internal import KeyValue
internal import Store

/// The datastore of a configuration.
struct DatastoreConnection: Sendable {
    enum Purpose: Sendable {
        /// Nothing is written, and nothing made where there is no datastore.
        case reading
        case writing
        /// Writes are answered and forgotten.
        case trying
    }

    let store: any ResourceStore
    /// What somebody who finds nothing should know; nil when there is a datastore.
    let remark: String?

    init(_ configuration: ClientConfiguration, for purpose: Purpose) throws(CommandFailure) {
        let (embedded, remark) = try Self.open(configuration, creating: purpose == .writing)
        let keyValues: any KeyValueStore = embedded ?? MemoryStore()
        store = Datastore(purpose == .trying ? OverlayStore(over: keyValues) : keyValues)
        self.remark = remark
    }

    /// The embedded store; nil, with the reason, when there is none and it is not to be made.
    private static func open(
        _ configuration: ClientConfiguration, creating: Bool
    ) throws(CommandFailure) -> (store: EmbeddedStore?, remark: String?) {
        do throws(KeyValueError) {
            return (try EmbeddedStore(opening: configuration.folder, creating: creating, execution: .inline), nil)
        } catch .absent {
            return (nil, "there is no datastore in \(configuration.folder) yet; the first resource that is created makes it")
        } catch { throw CommandFailure("\(error)") }
    }
}
