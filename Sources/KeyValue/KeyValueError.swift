/// What a key-value store cannot do. The case is for programs, the description for people.
///
/// The texts inside the cases are whole sentences: what was tried, what happened, what to do.
public enum KeyValueError: Error, Hashable, Sendable {
    // The request is wrong in itself; nothing was done.
    case keyEmpty
    case keyTooLong(Key, limit: Int)
    case valueTooLarge(Key, octets: Int, limit: Int)
    /// Put twice, or put and deleted, in one transaction.
    case duplicateKey(Key)
    /// Less than 1.
    case limitMalformed(Int)

    // The revision is out of reach.
    /// The watch's place is older than the history that is kept; `oldest` is the smallest revision that a watch can begin after.
    case compacted(oldest: Int64)
    /// The store has not come that far: it was replaced or reset since the revision was read from it.
    case futureRevision(asked: Int64, newest: Int64)

    // The store refuses; nothing was written.
    /// Closed by ``KeyValueStore/close()``.
    case closed
    /// Others held the store's lock beyond the deadline.
    case busy(String)
    /// No room on the disk or in the store's file.
    case full(String)
    case readOnly(String)
    case notPermitted(String)
    /// There is no store, and none was to be made.
    case absent(String)
    /// The data cannot be trusted. They are never thrown away without being asked for.
    case damaged(String)
    /// Written by a newer version.
    case newerSchema(String)
    /// The files were replaced while the store was open.
    case replaced(String)
    /// Not to be reached; nothing was sent.
    case unreachable(String)
    /// Any other refusal.
    case failed(String)

    /// The write was sent and no answer came: it may have been carried out.
    case outcomeUnknown(String)
}

extension KeyValueError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .keyEmpty:
            "the key is empty; a key has at least one octet"
        case .keyTooLong(let key, let limit):
            "the key \(Self.shortened(key)) has \(key.octets.count) octets, the limit is \(limit); choose a shorter name"
        case .valueTooLarge(let key, let octets, let limit):
            "the value for \(Self.shortened(key)) has \(octets) octets, the limit is \(limit); split it up"
        case .duplicateKey(let key):
            "one transaction changes \(Self.shortened(key)) twice; it may put or delete a key once"
        case .limitMalformed(let limit):
            "a range was asked for with a limit of \(limit); ask for at least 1, or for all"
        case .compacted(let oldest):
            "the history that is kept begins after revision \(oldest), what the watch wants is older; list anew and watch from there"
        case .futureRevision(let asked, let newest):
            "a watch was to begin after revision \(asked) and the store is at \(newest): it is another one, or an older copy; list anew and watch from there"
        case .closed:
            "the store was closed; open it again"
        case .busy(let text), .full(let text), .readOnly(let text), .notPermitted(let text), .absent(let text), .damaged(let text),
            .newerSchema(let text), .replaced(let text), .unreachable(let text), .failed(let text), .outcomeUnknown(let text):
            text
        }
    }

    /// The beginning of a key that may be of any length.
    private static func shortened(_ key: Key) -> String {
        key.octets.count <= 200 ? key.text : Key(octets: Array(key.octets.prefix(200))).text + "..."
    }
}
