/// Numbers with a fraction or exponent as Go prints them after they have been through JSON: the shortest form that reads back the same.
enum YAMLReal {
    static func text(of value: Double) -> String {
        // JSON has no such number; jansson writes null for it as well.
        guard value.isFinite else { return "null" }
        if let whole = wholeText(of: value) { return whole }
        let (digits, point) = decimal(value.magnitude)
        let sign = value < 0 ? "-" : ""
        let exponent = point - 1
        if exponent < -4 || exponent >= 6 { return sign + scientific(digits, exponent) }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.utf8.count { return sign + digits + String(repeating: "0", count: point - digits.utf8.count) }
        return sign + String(digits.prefix(point)) + "." + String(digits.dropFirst(point))
    }

    /// Whole numbers of at most 64 bits are integers in JSON as Go writes it.
    private static func wholeText(of value: Double) -> String? {
        if let integer = Int64(exactly: value) { return String(integer) }
        return UInt64(exactly: value).map { String($0) }
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let fraction = digits.utf8.count > 1 ? ".\(digits.dropFirst())" : ""
        let magnitude = String(exponent.magnitude)
        return "\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(magnitude.utf8.count < 2 ? "0" : "")\(magnitude)"
    }

    /// The shortest digits that stand for the value, without zeros at their ends, and where the point is: before the first one is 0.
    private static func decimal(_ value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let digits = mantissa.joined()
        let leading = digits.prefix { $0 == "0" }.count
        let significant = digits.dropFirst(leading)
        let trailing = significant.reversed().prefix { $0 == "0" }.count
        return (String(significant.dropLast(trailing)), mantissa[0].count + exponent - leading)
    }
}
