internal import Addresses
internal import JSON

/// How the values of settings are written where there is only text.
enum FelixSettingText {
    /// nil for what counts as unset: empty text.
    static func text(of json: JSONValue, _ field: any AnyField) -> String? {
        switch field {
        case is Field<GoDuration>:
            GoDuration(json: json).map { decimal($0.nanoseconds, field.settingName.hasSuffix("Millis") ? 1_000_000 : 1_000_000_000) }
        case is Field<[Object<ProtoPortFields>]>: list(json) { protoPort(Object(json: $0)) }
        case is Field<[Object<RouteTablesFields>]>: list(json, range)
        case is Field<Object<RouteTableRangeFields>>: range(json)
        case is Field<[Object<HealthTimeoutFields>]>: list(json) { pair($0["name"], $0["timeout"]) }
        case is Field<Object<ConntrackTimeoutFields>>: timeouts(json)
        default: plain(json)
        }
    }

    private static func plain(_ json: JSONValue) -> String? {
        switch json {
        case .null: nil
        case .string(let text): text.isEmpty ? nil : text
        case .array: list(json, plain)
        case .object(let object): object.members.compactMap { pair(.string($0), $1) }.joined(separator: ",")
        case .bool, .integer, .real: json.text
        }
    }

    private static func list(_ json: JSONValue, _ text: (JSONValue) -> String?) -> String? {
        guard let elements = json.array else { return nil }
        return elements.isEmpty ? "none" : elements.compactMap(text).joined(separator: ",")
    }

    private static func pair(_ key: JSONValue?, _ value: JSONValue?) -> String? {
        guard let key = key?.string, let value = value?.string else { return nil }
        return "\(key)=\(value)"
    }

    /// "tcp:22", "udp:10.0.0.0/8:68", "tcp:[fd00::/8]:22".
    private static func protoPort(_ port: Object<ProtoPortFields>?) -> String? {
        guard let port, let number = port.port else { return nil }
        let protocolName = (port.protocol ?? .tcp).rawValue.lowercased()
        guard let net = port.net else { return "\(protocolName):\(number)" }
        return net.prefix.family == .v4
            ? "\(protocolName):\(net.json.string ?? ""):\(number)" : "\(protocolName):[\(net.json.string ?? "")]:\(number)"
    }

    private static func range(_ json: JSONValue) -> String? {
        guard let first = json["min"]?.integer, let last = json["max"]?.integer else { return nil }
        return "\(first)-\(last)"
    }

    private static func timeouts(_ json: JSONValue) -> String? {
        let texts = ConntrackTimeoutFields.schema.fields.compactMap { pair(.string($0.settingName), json[$0.name]) }
        return texts.isEmpty ? nil : texts.joined(separator: ",")
    }

    /// Nanoseconds in a larger unit, with a fraction only where it is needed: 90, 0.05.
    private static func decimal(_ nanoseconds: Int64, _ unit: Int64) -> String {
        let fraction = (nanoseconds % unit).magnitude
        let whole = (nanoseconds < 0 ? "-" : "") + String((nanoseconds / unit).magnitude)
        guard fraction > 0 else { return whole }
        let digits = String(UInt64(unit) + fraction).dropFirst()
        return whole + "." + digits.prefix(digits.count - digits.reversed().prefix { $0 == "0" }.count)
    }
}
