extension Arguments {
    /// A program, or one of its commands: its options, or the commands below it.
    public struct Command: Sendable {
        public let name: String
        /// One line for the list of commands, without a full stop.
        public let summary: String
        /// What follows the name in the first line of help, where "[options]" says too little.
        public let usage: String?
        /// Further paragraphs of help.
        public let notes: [String]
        /// Those of a command with commands below it belong to each of them too.
        public let options: [Option]
        public let commands: [Command]

        public init(
            _ name: String, _ summary: String, usage: String? = nil, notes: [String] = [], options: [Option] = [], commands: [Command] = []
        ) {
            self.name = name
            self.summary = summary
            self.usage = usage
            self.notes = notes
            self.options = options
            self.commands = commands
        }

        /// The words of the commands below it: "show, check or gc".
        var commandNames: String {
            let names = commands.map(\.name)
            guard names.count > 1, let last = names.last else { return names.joined() }
            return names.dropLast().joined(separator: ", ") + " or \(last)"
        }
    }
}
