internal import Documents
internal import JSON

/// The settings file, taken apart with the table of options: one YAML mapping (or JSON object).
public struct SettingsFile: Sendable {
    public let path: String
    let given: [GivenSetting]
    let faults: [SettingFault]

    /// - Parameters:
    ///   - octets: The file's text; empty: no settings.
    ///   - path: Its name in messages.
    public init(_ octets: [UInt8], path: String, _ table: OptionTable = .node) {
        self.path = path
        var contents = Contents(path: path)
        do throws(DocumentError) {
            var reader = try DocumentReader(octets, name: path, takesListsApart: false)
            if let document = try reader.next() {
                contents.read(document, table)
                if let second = try reader.next() { contents.refuse(second, [], "the file has a second document; leave one") }
            }
        } catch {
            contents.faults.append(SettingFault(place: Contents.place(path, error.place), reason: error.reason))
        }
        given = contents.given
        faults = contents.faults
    }

    private struct Contents {
        let path: String
        var given: [GivenSetting] = []
        var faults: [SettingFault] = []

        init(path: String) { self.path = path }

        mutating func read(_ document: Document, _ table: OptionTable) {
            guard let members = document.value.object?.members else {
                refuse(document, [], "it is \(document.value.kind), not a mapping of options")
                return
            }
            for (key, value) in members {
                let path = [PathStep.member(key)]
                guard let option = table.option(key: key)?.declaration, option.isInFile else {
                    let near = table.key(near: key).map { "; is \($0) meant?" } ?? ""
                    refuse(document, path, "there is no option \"\(key)\"\(near)")
                    continue
                }
                guard !value.isNull else { continue }
                guard let text = text(of: value, document, path, option) else {
                    refuse(document, path, "\(key) is \(value.kind); it takes \(option.allowed)", option: key)
                    continue
                }
                // As an empty variable: nothing is said.
                guard !text.isEmpty else { continue }
                let place = Self.place(self.path, document.place(of: path))
                given.append(GivenSetting(key: key, text: text, source: .file(self.path), place: place))
            }
        }

        /// What was written, letter for letter: 1.10 is an AS number and not 1.1.
        private func text(of value: JSONValue, _ document: Document, _ path: [PathStep], _ option: OptionDeclaration) -> String? {
            switch value {
            case .string(let text): return text
            case .bool, .integer, .real: return document.rawText(at: path)
            case .array(let elements) where option.isList:
                let texts = elements.indices.compactMap { index -> String? in
                    if case .array = elements[index] { return nil }
                    return text(of: elements[index], document, path + [.element(index)], option)
                }
                return texts.count == elements.count ? texts.joined(separator: ",") : nil
            default: return nil
            }
        }

        mutating func refuse(_ document: Document, _ path: [PathStep], _ reason: String, option: String? = nil) {
            faults.append(SettingFault(place: Self.place(self.path, document.place(of: path)), option: option, reason: reason))
        }

        static func place(_ path: String, _ place: Place?) -> String { place.map { "\(path), line \($0.line)" } ?? path }
    }
}
