public import JSON

/// One option as it holds.
public struct EffectiveSetting: Hashable, Sendable {
    public let declaration: OptionDeclaration
    /// The value's text, or where nothing is set, in words what holds then.
    public let text: String
    /// Whether ``text`` is a value and not words about the lack of one.
    public let isValue: Bool
    public let source: SettingSource
}

/// Every option with its value and where that came from.
public struct EffectiveSettings: Hashable, Sendable {
    /// In the order of the documentation.
    public let entries: [EffectiveSetting]

    public subscript(_ key: String) -> EffectiveSetting? { entries.first { $0.declaration.key == key } }

    /// One line for each: key, value, source.
    public var text: String {
        let (keys, values) = (entries.map(\.declaration.key), entries.map { $0.isValue ? $0.text : "(\($0.text))" })
        let (keyWidth, valueWidth) = (keys.map(\.count).max() ?? 0, min(40, values.map(\.count).max() ?? 0))
        var text = ""
        for (index, entry) in entries.enumerated() {
            text += Self.padded(keys[index], keyWidth) + "  " + Self.padded(values[index], valueWidth) + "  \(entry.source)\n"
        }
        return text
    }

    /// [{"key": "ip", "value": "autodetect", "source": "environment IP"}, ...]; a value that is not set is null.
    public var json: JSONValue {
        .array(
            entries.map { entry in
                [
                    "key": .string(entry.declaration.key), "value": entry.isValue ? .string(entry.text) : .null,
                    "source": .string(entry.source.description),
                ]
            })
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
