internal import BGPWire
internal import TestSupport
internal import Testing

/// One UPDATE of TestFixtures/bgp/updates and what it leads to; README.md there tells the form.
struct UpdateRow: CustomTestStringConvertible {
    let name: String
    let file: String
    var options = DecodingOptions(families: [.ipv4, .ipv6])
    var body: [UInt8] = []
    var expected: [String] = []

    var testDescription: String { "\(file): \(name)" }

    static let files = ["framing", "nlri", "wellknown", "optional", "multiprotocol", "fouroctet", "combinations"]

    /// All rows of all files.
    static let all: [UpdateRow] = {
        do {
            return try files.flatMap { file in
                var reader = UpdateRowReader(file: file)
                return try reader.rows(in: contents("\(fixtures)/updates/\(file).txt"))
            }
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}

/// Reads a file of rows.
struct UpdateRowReader {
    let file: String
    private var definitions: [String: [UInt8]] = [:]
    private var rows: [UpdateRow] = []
    private var fields: [String: [UInt8]] = [:]

    init(file: String) { self.file = file }

    mutating func rows(in text: String) throws -> [UpdateRow] {
        var lines: [String] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let bare = String(line.prefix { $0 != ";" })
            if bare.first == " ", let last = lines.popLast() { lines.append(last + " " + bare) } else { lines.append(bare) }
        }
        for line in lines { try read(line) }
        try finishRow()
        return rows
    }

    private mutating func read(_ line: String) throws {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard let key = parts.first else { return }
        let value = parts.count > 1 ? parts[1] : ""
        switch key {
        case "define":
            let definition = value.split(separator: " ", maxSplits: 1).map(String.init)
            guard definition.count == 2 else { throw BadRow(file: file, line: line) }
            definitions[definition[0]] = try octets(definition[1])
        case "row":
            try finishRow()
            rows.append(UpdateRow(name: value, file: file))
        case "options": for word in value.split(separator: " ") { try setOption(word, line) }
        case "withdrawn", "attributes", "nlri", "body": fields[key] = try octets(value)
        case "expect" where value.hasPrefix("data "): rows[rows.count - 1].expected.append("data " + hexText(try octets(String(value.dropFirst(5)))))
        case "expect": rows[rows.count - 1].expected.append(value.trimmed)
        default: throw BadRow(file: file, line: line)
        }
    }

    private func octets(_ text: String) throws -> [UInt8] {
        var octets: [UInt8] = []
        for word in text.split(separator: " ") {
            if word.hasPrefix("@") {
                guard let definition = definitions[String(word.dropFirst())] else { throw BadRow(file: file, line: text) }
                octets += definition
            } else {
                octets += try hex(String(word))
            }
        }
        return octets
    }

    private mutating func setOption(_ word: Substring, _ line: String) throws {
        var options = rows[rows.count - 1].options
        switch word {
        case "internal": options.peer = .internal
        case "confederation": options.peer = .confederation
        case "member": options.inConfederation = true
        case "two-octet": options.fourOctetAS = false
        case "ipv4-only": options.families = .ipv4
        case "ipv6-only": options.families = .ipv6
        case "add-path-ipv4": options.addPath = .ipv4
        case "add-path-ipv6": options.addPath = .ipv6
        case "extended-next-hop": options.extendedNextHop = true
        case "no-sets": options.refusesASSets = true
        default:
            guard word.hasPrefix("first-as="), let number = ASNumber(word.dropFirst(9)) else { throw BadRow(file: file, line: line) }
            options.firstAS = number
        }
        rows[rows.count - 1].options = options
    }

    private mutating func finishRow() throws {
        guard !rows.isEmpty else { return }
        guard !rows[rows.count - 1].expected.isEmpty else { throw BadRow(file: file, line: "\(rows[rows.count - 1].name): nothing expected") }
        let (withdrawn, attributes) = (fields["withdrawn"] ?? [], fields["attributes"] ?? [])
        rows[rows.count - 1].body =
            fields["body"] ?? [UInt8(withdrawn.count >> 8), UInt8(withdrawn.count & 0xff)] + withdrawn
            + [UInt8(attributes.count >> 8), UInt8(attributes.count & 0xff)] + attributes + (fields["nlri"] ?? [])
        fields = [:]
    }
}

struct BadRow: Error, CustomStringConvertible {
    let file: String
    let line: String
    var description: String { "\(file).txt: cannot read \(line)" }
}

extension String {
    /// Without blanks at the end.
    var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
