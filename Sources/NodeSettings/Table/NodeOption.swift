/// One setting of the node daemon: its names, its type, its default, and how its text is read.
///
/// The same declaration drives the command line, the environment, the settings file, help, the documentation and the list of
/// effective settings, so they cannot disagree.
public struct NodeOption<Value: Hashable & Sendable>: AnyNodeOption {
    public let declaration: OptionDeclaration
    /// The value when nobody says anything.
    public let initial: Value
    let read: @Sendable (String) -> Value?
    let show: @Sendable (Value) -> String

    /// - Parameters:
    ///   - key: Its name in the settings file; the flag is made of it.
    ///   - environment: Variables, upstream's first.
    ///   - standard: What people read as the default; the default's text unless given.
    ///   - isLive: A running daemon takes a new value over.
    ///   - read: The value of a text without spaces around it; nil when it is not allowed.
    ///   - show: The text of a value, which `read` understands.
    init(
        _ key: String, _ environment: [String], _ group: OptionGroup, placeholder: String, allowed: String, initial: Value, standard: String? = nil,
        isSwitch: Bool = false, isList: Bool = false, isInFile: Bool = true, isLive: Bool = false, help: String,
        show: @escaping @Sendable (Value) -> String, read: @escaping @Sendable (String) -> Value?
    ) {
        let text = show(initial)
        declaration = OptionDeclaration(
            key: key, flag: OptionDeclaration.flag(of: key), environment: environment, group: group, placeholder: placeholder, allowed: allowed,
            help: help, standard: standard ?? (text.isEmpty ? "none" : text), isSwitch: isSwitch, isList: isList, isInFile: isInFile,
            needsRestart: !isLive)
        self.initial = initial
        self.read = read
        self.show = show
    }

    public func value(of text: String) -> SettingValue? {
        read(text).map { SettingValue($0, text: show($0)) }
    }

    public var initialValue: SettingValue { SettingValue(initial, text: show(initial)) }
}

/// An option, whatever its type.
public protocol AnyNodeOption: Sendable {
    var declaration: OptionDeclaration { get }
    var initialValue: SettingValue { get }
    /// nil when the text is not allowed.
    func value(of text: String) -> SettingValue?
}

/// A value with the text that stands for it in reports.
public struct SettingValue: Sendable {
    let value: any Sendable
    /// Empty where nothing is set.
    public let text: String

    init(_ value: some Hashable & Sendable, text: String) {
        self.value = value
        self.text = text
    }
}
