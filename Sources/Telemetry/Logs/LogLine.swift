internal import JSON
internal import Logging

/// One event as one line, without the break at its end.
struct LogLine {
    var time: String
    var level: Logger.Level
    var logger: String
    var message: String
    /// Sorted by key, so that lines can be compared.
    var data: [(key: String, value: Logger.Metadata.Value)]

    func rendered(as format: LogFormat, hasPriority: Bool) -> String {
        let prefix = hasPriority ? "<\(priority)>" : ""
        return prefix + (format == .text ? text : json)
    }

    private var text: String {
        var line = "\(time) \(level.rawValue.uppercased()) \(LogText.escaped(message))"
        if !logger.isEmpty { line += " logger=\(LogText.quoted(logger))" }
        for (key, value) in data { line += " \(LogText.key(key))=\(LogText.quoted(Self.plain(value)))" }
        return line
    }

    private var json: String {
        var object = JSONObject()
        object.append("time", .string(time))
        object.append("level", .string(level.rawValue))
        if !logger.isEmpty { object.append("logger", Self.json(logger)) }
        object.append("message", Self.json(message))
        if !data.isEmpty { object.append("data", .object(JSONObject(data.map { ($0.key, Self.json($0.value)) }))) }
        return JSONValue.object(object).text
    }

    /// Lists as "[a, b]", maps as "{k: v}", texts bare.
    private static func plain(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): text
        case .stringConvertible(let value): "\(value)"
        case .array(let values): "[\(values.map { plain($0) }.joined(separator: ", "))]"
        case .dictionary(let values): "{\(values.sorted { $0.key < $1.key }.map { "\($0.key): \(plain($0.value))" }.joined(separator: ", "))}"
        }
    }

    private static func json(_ text: String) -> JSONValue { .string(text) }

    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string("\(value)")
        case .array(let values): .array(values.map { json($0) })
        case .dictionary(let values): .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }

    /// As journald and syslog count (sd-daemon(3)): 2 critical to 7 debug.
    private var priority: Int {
        switch level {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
