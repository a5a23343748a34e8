public import JSON

/// What holds for a field besides the values it may have.
public enum FieldTrait: Hashable, Sendable {
    /// It must be given.
    case required
    /// Once set it never changes.
    case immutable
    /// Stored when nothing is given.
    case written(JSONValue)
    /// What an absent value means; not stored.
    case assumed(JSONValue)
    /// An empty string or list is stored as such.
    case keepsEmpty
    /// false, 0 and an empty object are the same as absent and are not stored.
    case dropsZero
    /// Programs write it, people do not.
    case reported
    /// The name among a program's settings where it is not the field's own in Go's spelling.
    case settingName(String)
}
