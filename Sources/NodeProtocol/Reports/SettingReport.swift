internal import JSON

/// One option: its value, and where that came from.
public struct SettingReport: Hashable, Sendable {
    /// "holdTime".
    public var key: String
    public var value: String
    /// "default", "environment CALICO_BGP_HOLD_TIME", "/etc/calico/calico-node.yaml".
    public var source: String

    public init(key: String, value: String, source: String) {
        self.key = key
        self.value = value
        self.source = source
    }
}

extension SettingReport {
    init(json: JSONValue, place: String) throws(MessageError) {
        let members = try Members(json, of: place)
        self.init(key: try members.string("key"), value: try members.string("value"), source: try members.string("source"))
    }

    var json: JSONValue { ["key": .text(key), "value": .text(value), "source": .text(source)] }
}
