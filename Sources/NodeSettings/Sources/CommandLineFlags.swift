/// The command line of the daemon behind its verb, taken apart with the table of options.
///
/// `--key value` and `--key=value`; a switch stands alone or has `=true` or `=false`. A list may be given several times.
public struct CommandLineFlags: Sendable {
    public private(set) var wantsHelp = false
    public private(set) var wantsVersion = false
    private(set) var given: [GivenSetting] = []
    private(set) var faults: [SettingFault] = []

    /// What is no option of the table.
    static let others = ["--help", "--version"]

    /// - Parameter arguments: Without the program's name and the verb.
    public init(_ arguments: [String], _ table: OptionTable = .node) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h": wantsHelp = true
            case "--version", "-v": wantsVersion = true
            default: take(argument, &rest, table)
            }
        }
    }

    private mutating func take(_ argument: String, _ rest: inout ArraySlice<String>, _ table: OptionTable) {
        guard argument.hasPrefix("-") else {
            let words = "is not expected here; values stand behind their flag, a switch takes them with =, as in --flush-on-stop=false"
            faults.append(SettingFault(place: "command line", value: argument, reason: words))
            return
        }
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let option = table.option(flag: parts[0])?.declaration else {
            let near = table.flag(near: parts[0]).map { "; is \($0) meant?" } ?? "; --help lists all"
            faults.append(SettingFault(place: "flag \(parts[0])", reason: "there is no such flag\(near)"))
            // A value that follows belongs to it.
            if parts.count == 1, let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
            return
        }
        if parts.count == 2 {
            add(option, parts[1])
        } else if option.isSwitch {
            add(option, "true")
        } else if let next = rest.first, !next.hasPrefix("--") {
            rest.removeFirst()
            add(option, next)
        } else {
            faults.append(
                SettingFault(place: "flag \(option.flag)", option: option.key, reason: "the value is missing; \(option.key) takes \(option.allowed)"))
        }
    }

    private mutating func add(_ option: OptionDeclaration, _ text: String) {
        guard let index = given.firstIndex(where: { $0.key == option.key }) else {
            given.append(GivenSetting(key: option.key, text: text, source: .flag(option.flag), place: "flag \(option.flag)"))
            return
        }
        let earlier = given[index]
        if option.isList {
            given[index] = GivenSetting(key: option.key, text: "\(earlier.text),\(text)", source: earlier.source, place: earlier.place)
        } else if earlier.text != text {
            faults.append(
                SettingFault(place: earlier.place, option: option.key, reason: "given twice, as \"\(earlier.text)\" and as \"\(text)\"; leave one"))
        }
    }
}
