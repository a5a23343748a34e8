/// The settings of one node daemon as they hold, each with its type: `configuration.holdTime`. Never changed; new settings are a new value.
@dynamicMemberLookup
public struct NodeConfiguration: Sendable {
    /// Every option with its value as text and its source.
    public let effective: EffectiveSettings
    /// Variables of upstream's node container that are set and have no effect here.
    public let withoutEffect: [String]
    /// What looks odd and is no fault, in sentences.
    public let remarks: [String]
    private let values: [String: SettingValue]

    /// The settings file where nothing else is said.
    public static let standardFile = "/etc/calico/calico-node.yaml"

    /// The value of an option.
    public subscript<Value>(dynamicMember path: KeyPath<NodeOptions, NodeOption<Value>>) -> Value {
        let option = NodeOptions.declared[keyPath: path]
        return values[option.declaration.key]?.value as? Value ?? option.initial
    }

    /// Where the value of an option came from.
    public func source<Value>(of path: KeyPath<NodeOptions, NodeOption<Value>>) -> SettingSource {
        effective[NodeOptions.declared[keyPath: path].declaration.key]?.source ?? .standard
    }

    /// Whether somebody set the option, maybe to what is the default.
    public func isSet<Value>(_ path: KeyPath<NodeOptions, NodeOption<Value>>) -> Bool { source(of: path) != .standard }

    /// - Throws: All faults at once.
    public init(
        flags: CommandLineFlags = CommandLineFlags([]), environment: [String: String] = [:], file: SettingsFile? = nil, _ table: OptionTable = .node
    ) throws(SettingsError) {
        let variables = EnvironmentSettings(environment, table)
        var faults = flags.faults + (file?.faults ?? [])
        // The first that says something about an option counts; the others are looked at for faults.
        let given = flags.given + variables.given + (file?.given ?? [])
        var (values, entries): ([String: SettingValue], [EffectiveSetting]) = ([:], [])
        for option in table.options {
            let declaration = option.declaration
            var source: SettingSource?
            for setting in given where setting.key == declaration.key {
                guard let value = option.value(of: WordList.trimmed(setting.text)) else {
                    let reason = "is not allowed; \(declaration.key) takes \(declaration.allowed)"
                    faults.append(SettingFault(place: setting.place, option: declaration.key, value: setting.text, reason: reason))
                    continue
                }
                if source == nil { (source, values[declaration.key]) = (setting.source, value) }
            }
            let value = values[declaration.key] ?? option.initialValue
            entries.append(
                EffectiveSetting(
                    declaration: declaration, text: value.text.isEmpty ? declaration.standard : value.text, isValue: !value.text.isEmpty,
                    source: source ?? .standard))
        }
        self.values = values
        effective = EffectiveSettings(entries: entries)
        withoutEffect = variables.withoutEffect
        remarks = variables.remarks
        // Rules about several options would only repeat the faults of one.
        faults += faults.isEmpty ? SettingRule.faults(of: self) : []
        guard faults.isEmpty else { throw SettingsError(faults: faults) }
    }
}
