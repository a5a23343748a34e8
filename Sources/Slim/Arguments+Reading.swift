extension Arguments {
    /// What a command line asks for.
    public enum Reading: Sendable {
        case run(Arguments)
        /// The text to print.
        case help(String)
        case version
    }

    /// A command line that was not understood.
    public struct Refusal: Error, Hashable, Sendable {
        /// What is wrong, and what may have been meant.
        public let reason: String
        /// The command whose help tells more: "calico-ipam show --help".
        public let help: String
    }
}

extension Arguments.Command {
    /// Reads the words after the program's name.
    public func read(_ words: [String]) throws(Arguments.Refusal) -> Arguments.Reading {
        var path = [self]
        var values: [String: [String]] = [:]
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 else {
                path.append(try Self.command(word, after: path))
                continue
            }
            let (option, attached) = try Self.option(word, of: path)
            if option.isFlag {
                guard attached == nil else { throw Self.refusal(path, "\(option.name) takes no value") }
                values[option.name] = []
                continue
            }
            let following = rest.first.flatMap { next in path.contains { $0.options.contains { $0.isCalled(next) } } ? nil : next }
            guard let value = attached ?? following else { throw Self.refusal(path, "\(option.name) needs a value") }
            if attached == nil { rest.removeFirst() }
            values[option.name, default: []].append(try Self.checked(value, of: option, values[option.name], path))
        }
        if values[Arguments.Option.help.name] != nil { return .help(Self.help(path)) }
        if values[Arguments.Option.version.name] != nil { return .version }
        if let last = path.last, !last.commands.isEmpty {
            throw Self.refusal(path, "\(last.name) needs a command: \(last.commandNames)")
        }
        return .run(Arguments(command: path.dropFirst().map(\.name), values: values))
    }

    private static func command(_ word: String, after path: [Arguments.Command]) throws(Arguments.Refusal) -> Arguments.Command {
        let commands = path.last?.commands ?? []
        if let command = commands.first(where: { $0.name == word }) { return command }
        guard !commands.isEmpty else { throw refusal(path, "unexpected argument \"\(word)\"") }
        let meant = Arguments.SpellingGuess.nearest(to: word, in: commands.map(\.name)).map { "did you mean \($0)?" }
        throw refusal(path, "unknown command \"\(word)\" (\(meant ?? "the commands are \(path.last?.commandNames ?? "")"))")
    }

    /// The option that `word` names, and the value that is part of the word: "--output=json", "-ojson".
    private static func option(
        _ word: String, of path: [Arguments.Command]
    ) throws(Arguments.Refusal) -> (Arguments.Option, attached: String?) {
        let options = path.reversed().flatMap(\.options)
        if let option = options.first(where: { $0.isCalled(word) }) { return (option, nil) }
        let name = String(word.prefix { $0 != "=" })
        if name.utf8.count < word.utf8.count, let option = options.first(where: { $0.isCalled(name) }) {
            return (option, String(word.dropFirst(name.count + 1)))
        }
        let letter = String(word.prefix(2))
        if let option = options.first(where: { $0.letter == letter && !$0.isFlag }) { return (option, String(word.dropFirst(2))) }
        let meant = Arguments.SpellingGuess.nearest(to: name, in: options.map(\.name)).map { " (did you mean \($0)?)" }
        throw refusal(path, "unknown option \(name)" + (meant ?? ""))
    }

    private static func checked(
        _ value: String, of option: Arguments.Option, _ earlier: [String]?, _ path: [Arguments.Command]
    ) throws(Arguments.Refusal) -> String {
        if case .list = option.kind { return value }
        guard earlier == nil else { throw refusal(path, "\(option.name) is given twice") }
        guard case .choice(let words) = option.kind, !words.contains(value) else { return value }
        let meant =
            Arguments.SpellingGuess.nearest(to: value, in: words).map { "did you mean \($0)?" } ?? "write one of \(words.joined(separator: ", "))"
        throw refusal(path, "\(option.name) is \"\(value)\" (\(meant))")
    }

    private static func refusal(_ path: [Arguments.Command], _ reason: String) -> Arguments.Refusal {
        Arguments.Refusal(reason: reason, help: path.map(\.name).joined(separator: " ") + " --help")
    }
}
