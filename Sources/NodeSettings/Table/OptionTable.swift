internal import Model

/// All options by their names.
public struct OptionTable: Sendable {
    public let options: [any AnyNodeOption]

    /// - Parameter declared: Each stored property is an option, in their order.
    init(_ declared: NodeOptions) {
        options = Mirror(reflecting: declared).children.compactMap { $0.value as? any AnyNodeOption }
    }

    /// The options of the daemon.
    public static let node = OptionTable(.declared)

    public var declarations: [OptionDeclaration] { options.map(\.declaration) }

    func option(key: String) -> (any AnyNodeOption)? { options.first { $0.declaration.key == key } }

    func option(flag: String) -> (any AnyNodeOption)? { options.first { $0.declaration.flag == flag } }

    /// The key that somebody may have meant: one near to it, or the one whose flag or variable it is.
    func key(near word: String) -> String? {
        let known = declarations.filter(\.isInFile)
        if let other = known.first(where: { $0.flag == word || "--\(word)" == $0.flag || $0.environment.contains(word) }) { return other.key }
        return Spelling.nearest(to: word, in: known.map(\.key))
    }

    func flag(near word: String) -> String? {
        if let other = declarations.first(where: { "--\($0.key)" == word || $0.environment.contains(String(word.dropFirst(2))) }) {
            return other.flag
        }
        return Spelling.nearest(to: word, in: declarations.map(\.flag) + CommandLineFlags.others)
    }
}
