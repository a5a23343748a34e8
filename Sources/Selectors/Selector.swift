/// A selector: an expression of Calico's language over the labels of endpoints, network sets, nodes, pools.
///
/// Parsed once, then ready to be evaluated any number of times by any number of threads. Selectors are equal when their
/// canonical texts are, octet by octet.
public struct Selector: Sendable {
    /// Octets of the longest text that is parsed.
    public static let longestText = 1 << 24
    /// Characters of the longest name of a label.
    public static let longestLabel = 512

    /// The text in its normal form: single spaces, double quotes where possible, sets sorted and without duplicates, and and or
    /// always in parentheses, `!` once or not at all. It parses to an equal selector.
    public let canonicalText: String
    @usableFromInline let expression: Expression

    /// - Parameter text: One line; empty or blank means `all()`.
    public init(parsing text: String) throws(SelectorError) {
        guard text.utf8.count <= Self.longestText else {
            throw SelectorError(
                column: 1, expected: "a selector of at most \(Self.longestText) octets", found: "one of \(text.utf8.count)")
        }
        var parser = SelectorParser(text)
        expression = try parser.parse()
        canonicalText = expression.text()
    }

    /// Names the selector in IP sets: `s:` and 38 characters. Made anew at each call, in a time that grows with the text.
    public var id: String { UniqueID.make(prefix: "s", content: canonicalText) }

    /// Whether it is `all()` and nothing else, so that it matches whatever the labels are.
    public var isAll: Bool { expression.nodes.count == 1 && expression.conditions.first?.test == .all }

    /// Whether `global()` is anywhere in it. It means something in the namespace selector of a rule only, and is replaced there
    /// (``canonicalText(labelPrefix:all:global:)``); evaluated as it is, it holds for everything.
    public var usesGlobal: Bool { expression.conditions.contains { $0.test == .global } }

    /// The names of all labels that it looks at, ascending, each once.
    public var labelNames: [String] { expression.names.texts.sorted() }

    /// What must hold for each label wherever the selector matches; labels that can be anything are missing. Made anew at each call.
    public var labelRestrictions: [String: LabelRestriction] { expression.restrictions() }

    /// Whether objects with these labels are selected. Allocates nothing beyond what `labels` does to look up a value.
    @inlinable
    public func evaluate(_ labels: some LabelSource) -> Bool { expression.matches(labels) }
}

extension Selector: Hashable {
    // The octets decide: strings are equal in Swift when Unicode holds them for the same text, however they are encoded.
    public static func == (left: Selector, right: Selector) -> Bool {
        left.canonicalText.utf8.span.bytes.equals(right.canonicalText.utf8.span.bytes)
    }

    public func hash(into hasher: inout Hasher) {
        canonicalText.utf8.span.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension Selector: CustomStringConvertible {
    public var description: String { canonicalText }
}
