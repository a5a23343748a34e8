/// One thing that is wrong with the settings.
public struct SettingFault: Hashable, Sendable {
    /// Where it was said; with a line where it stands in a file.
    public let place: String
    /// The key of the option; nil when no option is meant.
    public let option: String?
    /// As it was written; nil when the value is not what is wrong.
    public let value: String?
    /// What is wrong and what is allowed.
    public let reason: String

    public init(place: String, option: String? = nil, value: String? = nil, reason: String) {
        self.place = place
        self.option = option
        self.value = value
        self.reason = reason
    }
}

extension SettingFault: CustomStringConvertible {
    /// "flag --hold-time: "2" is not allowed; holdTime takes 3 to 65535 whole seconds".
    public var description: String {
        value.map { "\(place): \"\($0.prefix(120))\" \(reason)" } ?? "\(place): \(reason)"
    }
}

/// Everything that is wrong with the settings, at once.
public struct SettingsError: Error, Hashable, Sendable {
    /// At least one.
    public let faults: [SettingFault]
}

extension SettingsError: CustomStringConvertible {
    /// One line for each fault.
    public var description: String {
        let head = faults.count == 1 ? "the settings have a fault" : "the settings have \(faults.count) faults"
        return "\(head):\n" + faults.map { "  \($0)" }.joined(separator: "\n")
    }
}
