internal import Logging

/// Writes each event as one line. Its level is that of the set-up it was made from, unless the logger was given one of its own.
struct LineLogHandler: LogHandler {
    private let label: String
    private let format: LogFormat
    private let hasPriority: Bool
    private let output: LogOutput
    private let shared: LogLevelBox
    private var own: Logger.Level?

    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(label: String, format: LogFormat, hasPriority: Bool, output: LogOutput, shared: LogLevelBox) {
        self.label = label
        self.format = format
        self.hasPriority = hasPriority
        self.output = output
        self.shared = shared
    }

    var logLevel: Logger.Level {
        get { own ?? shared.level }
        set { own = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var data = metadata
        if let provided = metadataProvider?.get() { data.merge(provided) { $1 } }
        if let given = event.metadata { data.merge(given) { $1 } }
        if let error = event.error { data["error"] = "\(error)" }
        let line = LogLine(
            time: LogTime.now(), level: event.level, logger: label, message: event.message.description,
            data: data.map { (key: $0.key, value: $0.value) }.sorted { $0.key < $1.key })
        output.write(line.rendered(as: format, hasPriority: hasPriority))
    }
}
