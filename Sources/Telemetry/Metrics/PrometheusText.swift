/// Metrics as Prometheus reads them: text exposition format, version 0.0.4.
public enum PrometheusText {
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Each family with its help, its type and its samples, in their order.
    ///
    /// Characters that no name may have become "_", so that one bad name does not make the reader refuse everything. Families without samples
    /// are left out. Two families of one name are the caller's mistake: a reader refuses them.
    public static func encode(_ families: [MetricFamily]) -> String {
        var text = ""
        for family in families where !family.samples.isEmpty {
            let name = Self.name(family.name, allowsColon: true)
            text += "# HELP \(name) \(escaped(family.help, quotes: false))\n# TYPE \(name) \(family.type.rawValue)\n"
            for sample in family.samples {
                text += name
                text += sample.suffix
                if !sample.labels.isEmpty {
                    let labels = sample.labels.map { "\(Self.name($0.name, allowsColon: false))=\"\(escaped($0.value, quotes: true))\"" }
                    text += "{\(labels.joined(separator: ","))}"
                }
                text += " \(number(sample.value))\n"
            }
        }
        return text
    }

    /// "42", "0.25", "+Inf", "NaN".
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Whole numbers that a Double holds exactly are written without a point.
        return value == value.rounded() && value.magnitude < 9e15 ? "\(Int64(value))" : "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// [a-zA-Z_:][a-zA-Z0-9_:]*
    private static func name(_ text: String, allowsColon: Bool) -> String {
        var octets: [UInt8] = []
        for octet in text.utf8 {
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet)
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
            if isDigit, octets.isEmpty { octets.append(UInt8(ascii: "_")) }
            octets.append(isLetter || isDigit || (allowsColon && octet == UInt8(ascii: ":")) ? octet : UInt8(ascii: "_"))
        }
        return octets.isEmpty ? "_" : String(decoding: octets, as: UTF8.self)
    }
}
