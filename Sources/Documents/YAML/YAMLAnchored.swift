internal import JSON

/// What a YAML anchor names.
struct YAMLAnchored {
    let value: JSONValue
    /// Of a scalar: what was written. An alias to it may be a key.
    let text: String?
    /// How many values it is, itself counted.
    let values: Int
    /// Levels of mappings and lists in it: 0 for a scalar.
    let height: Int
}
