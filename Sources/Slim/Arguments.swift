/// The command line of a program as it was understood: which command, with which values for its options.
///
/// ``Command/read(_:)`` makes it. One declaration for each option (``Option``) and command (``Command``) drives parsing, suggestions
/// and help, so they cannot disagree. What it does not know: positional arguments, options before the command they belong to
/// (those of the program itself may stand anywhere), abbreviated names.
public struct Arguments: Sendable {
    /// The names of the command, outermost first, without the program's: ["node", "set"].
    public let command: [String]
    private let values: [String: [String]]

    init(command: [String], values: [String: [String]]) {
        self.command = command
        self.values = values
    }

    /// The value given for `option`; nil when it was not given.
    public func value(_ option: Option) -> String? { values[option.name]?.last }

    /// Every value given for an option that may be repeated, in order.
    public func values(_ option: Option) -> [String] { values[option.name] ?? [] }

    /// Whether the option was given at all.
    public func has(_ option: Option) -> Bool { values[option.name] != nil }
}
