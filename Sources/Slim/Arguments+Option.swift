extension Arguments {
    /// One option of a command: how it is written, what it takes and what it is for.
    public struct Option: Hashable, Sendable {
        /// What follows an option's name.
        public enum Kind: Hashable, Sendable {
            /// Nothing: given or not.
            case flag
            /// One value; the text stands for it in help ("FILE").
            case value(String)
            /// One value each time; the option may be repeated.
            case list(String)
            /// One of these words.
            case choice([String])
        }

        /// With its dashes: "--output".
        public let name: String
        /// With its dash: "-o".
        public let letter: String?
        public let kind: Kind
        /// One line, without a full stop.
        public let help: String

        public init(_ name: String, letter: String? = nil, _ kind: Kind, _ help: String) {
            self.name = name
            self.letter = letter
            self.kind = kind
            self.help = help
        }

        public static let help = Option("--help", letter: "-h", .flag, "Print this help and exit")
        public static let version = Option("--version", letter: "-v", .flag, "Print the version and exit")

        var isFlag: Bool { kind == .flag }

        func isCalled(_ text: String) -> Bool { text == name || text == letter }

        /// How help shows it: "-o, --output table|json".
        var usage: String {
            let names = (letter.map { "\($0), " } ?? "    ") + name
            switch kind {
            case .flag: return names
            case .value(let word), .list(let word): return "\(names) \(word)"
            case .choice(let words): return "\(names) \(words.joined(separator: "|"))"
            }
        }
    }
}
