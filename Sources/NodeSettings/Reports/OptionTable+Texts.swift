extension OptionTable {
    /// The options as `--help` shows them: a chapter each, at most 100 columns.
    public var help: String {
        chapters.map { group, options in
            "\(group.rawValue):\n"
                + options.map { option in
                    let placeholder = option.isSwitch ? "" : " \(option.placeholder)"
                    var sentences = option.help
                    if !option.isSwitch { sentences += " Takes \(option.allowed)." }
                    sentences += " Default: \(option.standard)."
                    if let name = option.environment.first { sentences += " Variable: \(name)." }
                    return "  \(option.flag)\(placeholder)\n" + Self.wrapped(sentences, width: 90, indent: "          ")
                }.joined()
        }.joined(separator: "\n")
    }

    /// The page of all options, in Markdown.
    public var optionsPage: String {
        var page = """
            # Options of calico-node

            Sources in their order: the flag, the variable, the settings file (`\(NodeConfiguration.standardFile)`, or what `--config` or
            `CALICO_NODE_CONFIG` names), the default. An empty variable is one that is not set. `calico-node settings` prints what holds, and why.

            """
        for (group, options) in chapters {
            page += "\n## \(group.rawValue)\n"
            for option in options { page += "\n" + Self.paragraph(option) }
        }
        return page
    }

    private static func paragraph(_ option: OptionDeclaration) -> String {
        let key = option.isInFile ? "`\(option.key)`" : "not in the settings file"
        let names = option.environment.map { "`\($0)`" }.joined(separator: ", else ")
        return """
            ### \(option.key)

            \(option.help)

            | | |
            |---|---|
            | settings file | \(key) |
            | flag | `\(option.flag)\(option.isSwitch ? "" : " \(option.placeholder)")` |
            | variable | \(names) |
            | takes | \(option.allowed) |
            | default | \(option.standard) |
            | a change | \(option.needsRestart ? "holds after a restart" : "is taken over while running") |

            """
    }

    private var chapters: [(OptionGroup, [OptionDeclaration])] {
        OptionGroup.allCases.map { group in (group, declarations.filter { $0.group == group }) }
    }

    /// Lines of words with a break behind each.
    private static func wrapped(_ text: String, width: Int, indent: String) -> String {
        var (lines, line): (String, String) = ("", "")
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + word.count + 1 > width {
                lines += "\(indent)\(line)\n"
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return lines + "\(indent)\(line)\n"
    }
}
