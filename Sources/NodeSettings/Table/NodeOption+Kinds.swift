internal import Addresses
internal import Model

extension NodeOption {
    /// A text that is there or not.
    static func text(
        _ key: String, _ environment: [String], _ group: OptionGroup, _ placeholder: String, allowed: String, standard: String,
        isLive: Bool = false, help: String, read: @escaping @Sendable (String) -> String? = { $0 }
    ) -> Self where Value == String? {
        Self(
            key, environment, group, placeholder: placeholder, allowed: allowed, initial: nil, standard: standard, isLive: isLive, help: help,
            show: { $0 ?? "" }, read: { read($0).map(Optional.some) })
    }

    /// A folder or file: an absolute path without its trailing slashes.
    static func path(
        _ key: String, _ environment: [String], standard: String, isInFile: Bool = true, help: String
    ) -> Self where Value == String? {
        Self(
            key, environment, .places, placeholder: "PATH", allowed: "an absolute path", initial: nil, standard: standard, isInFile: isInFile,
            help: help, show: { $0 ?? "" },
            read: { text in
                guard text.hasPrefix("/") else { return nil }
                var path = text
                while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
                return .some(path)
            })
    }

    /// Yes or no, in any of upstream's words.
    static func flag(
        _ key: String, _ environment: [String], _ group: OptionGroup, initial: Bool, isLive: Bool = false, help: String
    ) -> Self where Value == Bool {
        Self(
            key, environment, group, placeholder: "", allowed: "true or false (1, yes, y, t; 0, no, n, f)", initial: initial, isSwitch: true,
            isLive: isLive, help: help, show: { $0 ? "true" : "false" }, read: { TruthWord.value(of: $0) })
    }

    /// A time: "90" and "90s" are the same.
    /// - Parameter seconds: What is allowed, in seconds; 0 besides where `zero` says what it means.
    static func seconds(
        _ key: String, _ environment: [String], _ group: OptionGroup, initial: Int, in seconds: ClosedRange<Int>, zero: String? = nil,
        isWhole: Bool = true, isLive: Bool = false, help: String
    ) -> Self where Value == Duration {
        let range = "\(seconds.lowerBound) to \(seconds.upperBound) \(isWhole ? "whole seconds" : "seconds")"
        return Self(
            key, environment, group, placeholder: "SECONDS", allowed: "\(zero.map { "0 (\($0)) or " } ?? "")\(range), such as 90, 90s or 1m30s",
            initial: .seconds(initial), isLive: isLive, help: help, show: { SecondsText.text(of: $0) },
            read: { text in
                guard let time = SecondsText.value(of: text) else { return nil }
                if time == .zero, zero != nil { return time }
                guard time >= .seconds(seconds.lowerBound), time <= .seconds(seconds.upperBound) else { return nil }
                return !isWhole || time.components.attoseconds == 0 ? time : nil
            })
    }

    /// A whole number.
    static func number(
        _ key: String, _ environment: [String], _ group: OptionGroup, _ placeholder: String, initial: Value, in range: ClosedRange<Value>,
        zero: String? = nil, standard: String? = nil, isLive: Bool = false, help: String
    ) -> Self where Value: FixedWidthInteger {
        Self(
            key, environment, group, placeholder: placeholder,
            allowed: "\(zero.map { "0 (\($0)) or " } ?? "")\(range.lowerBound) to \(range.upperBound)", initial: initial, standard: standard,
            isLive: isLive, help: help, show: { "\($0)" },
            read: { text in
                guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Value(text) else { return nil }
                return range.contains(number) || number == 0 && zero != nil ? number : nil
            })
    }

    /// One of some words, in any case of letters.
    static func choice(
        _ key: String, _ environment: [String], _ group: OptionGroup, initial: Value, synonyms: [String: Value] = [:], isLive: Bool = false,
        help: String
    ) -> Self where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        let words = Value.allCases.map(\.rawValue)
        return Self(
            key, environment, group, placeholder: "WORD", allowed: words.joined(separator: ", "), initial: initial, isLive: isLive, help: help,
            show: { $0.rawValue }, read: { text in WordList.word(text) ?? synonyms[text.lowercased()] })
    }

    /// Several values between commas.
    static func list<Element: Hashable & Sendable>(
        _ key: String, _ environment: [String], _ group: OptionGroup, _ placeholder: String, allowed: String, initial: [Element] = [],
        standard: String? = nil, isLive: Bool = false, help: String, show: @escaping @Sendable (Element) -> String,
        accept: @escaping @Sendable ([Element]) -> Bool = { _ in true }, read: @escaping @Sendable (String) -> Element?
    ) -> Self where Value == [Element] {
        Self(
            key, environment, group, placeholder: placeholder, allowed: allowed, initial: initial, standard: standard, isList: true,
            isLive: isLive, help: help, show: { $0.map(show).joined(separator: ",") },
            read: { text in
                var elements: [Element] = []
                for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                    guard let element = read(WordList.trimmed(part)) else { return nil }
                    if !elements.contains(element) { elements.append(element) }
                }
                return accept(elements) ? elements : nil
            })
    }
}
