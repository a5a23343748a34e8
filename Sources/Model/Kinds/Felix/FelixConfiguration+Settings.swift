internal import JSON

extension Resource where K == FelixConfigurationKind {
    /// What an annotation's name begins with that sets a setting, unchecked, and wins over the spec.
    public static var settingAnnotation: String { "config.projectcalico.org/" }

    /// The settings by the names and in the texts that environment variables and configuration files have; unset ones are not there.
    ///
    /// Durations are in seconds, or in milliseconds where the name ends in "Millis"; elements of lists are comma-separated, and an empty list is
    /// "none"; maps are `key=value`, comma-separated.
    public var settings: [String: String] {
        var settings: [String: String] = [:]
        let schema = FelixConfigurationSpec.schema
        for (name, value) in untyped.spec.members where name != schema.declared.nodeSelector.name {
            guard let field = schema.field(name), let text = FelixSettingText.text(of: value, field) else { continue }
            settings[field.settingName] = text
        }
        let prefix = Self.settingAnnotation
        for (key, text) in metadata.annotations ?? [:] where key.hasPrefix(prefix) { settings[String(key.dropFirst(prefix.count))] = text }
        return settings
    }
}

extension FelixConfigurationSpec {
    /// The fields that are settings; what selects nodes is none.
    public static let settings: [any AnyField] = schema.fields.filter { $0.name != schema.declared.nodeSelector.name }
}

extension AnyField {
    /// The field's name as a setting: in Go's spelling unless the declaration has another. "vxlanMTU" is "VXLANMTU".
    public var settingName: String {
        for case .settingName(let name) in traits { return name }
        let first = name.prefix { $0.isLowercase }
        let initialisms = ["aws", "bpf", "icmp", "ip", "mtu", "nat", "tcp", "udp", "vxlan", "xdp"]
        return (initialisms.contains(String(first)) ? first.uppercased() : first.prefix(1).uppercased() + first.dropFirst())
            + name.dropFirst(first.count)
    }
}
