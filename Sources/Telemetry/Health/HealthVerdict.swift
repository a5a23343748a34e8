/// Whether the daemon, part by part, is as it should be.
public struct HealthVerdict: Hashable, Sendable {
    /// One part of the daemon.
    public struct Part: Hashable, Sendable {
        public var name: String
        public var isGood: Bool
        /// What it does, or what it waits for and why: "the datastore does not answer: connection refused".
        public var words: String

        public init(_ name: String, isGood: Bool, words: String = "") {
            self.name = name
            self.isGood = isGood
            self.words = words
        }
    }

    public var parts: [Part]

    public init(_ parts: [Part] = []) { self.parts = parts }

    public var isGood: Bool { parts.allSatisfy(\.isGood) }

    /// The page: a first line with the verdict, and a line for each part, those that are not good first.
    ///
    /// - Parameter word: "ready", "live".
    func text(_ word: String) -> String {
        let bad = parts.filter { !$0.isGood }
        let names = bad.map { LogText.escaped($0.name) }.joined(separator: ", ")
        var text = isGood ? "\(word)\n" : "not \(word): \(names)\n"
        for part in bad + parts.filter(\.isGood) {
            let words = part.words.isEmpty ? "" : ": \(LogText.escaped(part.words))"
            text += "\(LogText.escaped(part.name)): \(part.isGood ? word : "not \(word)")\(words)\n"
        }
        return text
    }
}
