extension Arguments.Command {
    /// The help of the last command of `path`, whose first is the program itself.
    static func help(_ path: [Arguments.Command]) -> String {
        guard let command = path.last else { return "" }
        let words = path.map(\.name).joined(separator: " ")
        let operands = command.usage ?? (command.commands.isEmpty ? "[options]" : "COMMAND [options]")
        var text = "Usage: \(words) \(operands)\n\n\(command.summary).\n"
        for note in command.notes { text += "\n\(note)\n" }
        if !command.commands.isEmpty {
            text += "\nCommands:\n" + table(command.commands.map { ("  \($0.name)", $0.summary) })
            text += "\nOptions:\n" + table(command.options.map { ("  \($0.usage)", $0.help) })
            return text + "\n`\(words) COMMAND --help` tells more of a command.\n"
        }
        let inherited = path.dropLast().reversed().flatMap(\.options)
        return text + "\nOptions:\n" + table((command.options + inherited).map { ("  \($0.usage)", $0.help) })
    }

    /// The usage line and the commands, for who called the program without any.
    public var shortHelp: String {
        "Usage: \(name) COMMAND [options]\n\nCommands:\n" + Self.table(commands.map { ("  \($0.name)", $0.summary) })
            + "\n`\(name) --help` tells more.\n"
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.utf8.count).max() ?? 0
        return rows.map { row in "\(row.0)\(String(repeating: " ", count: width - row.0.utf8.count))  \(row.1)\n" }.joined()
    }
}
