/// A regular expression on names of interfaces; it may match anywhere in the name, as upstream's do.
public struct InterfacePattern: Hashable, Sendable {
    public let text: String

    /// nil when the text is empty or no regular expression.
    public init?(_ text: String) {
        guard (1...256).contains(text.utf8.count), (try? Regex(text)) != nil else { return nil }
        self.text = text
    }

    public func matches(_ name: String) -> Bool {
        guard let expression = try? Regex(text) else { return false }
        return name.firstMatch(of: expression) != nil
    }
}
