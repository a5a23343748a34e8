internal import Documents
internal import Glibc
internal import JSON
internal import Model
internal import Slim

extension ClientConfiguration {
    static let defaultPath = "/etc/calico/calicoctl.cfg"
    private static let kind = "CalicoAPIConfig"

    /// Reads the configuration file; without one the environment counts, and with one the environment does not.
    ///
    /// - Parameters:
    ///   - path: As given with `-c`; nil: the default path, where a file need not be.
    ///   - environment: Answers with a variable's value.
    init(path: String?, environment: (String) -> String?) throws(CommandFailure) {
        let stateFolder = environment("CALICO_STATE_DIR")
        guard let path = path ?? (access(Self.defaultPath, F_OK) == 0 ? Self.defaultPath : nil) else {
            try self.init(
                settings: { setting in
                    guard let name = setting.environment else { return nil }
                    return [name, "CALICO_" + name].lazy.compactMap(environment).first { !$0.isEmpty }
                }, stateFolder: stateFolder)
            return
        }
        let values = try Self.values(in: path)
        try self.init(settings: { values[$0.field] }, stateFolder: stateFolder)
    }

    /// The settings of a file by their fields.
    private static func values(in path: String) throws(CommandFailure) -> [String: String] {
        do throws(DocumentError) {
            var files = try DocumentFiles(path)
            guard let document = try files.next() else { throw DocumentError(file: path, reason: "is empty; it holds one \(kind), or remove it") }
            if let another = try files.next() { throw another.error("is one document too many: a configuration file holds one \(kind)") }
            return try values(of: document)
        } catch { throw CommandFailure("Error reading config file: \(error)") }
    }

    private static func values(of document: Document) throws(DocumentError) -> [String: String] {
        guard let object = document.value.object else { throw document.error("is \(document.value.kind), not a \(kind)") }
        guard let given = object["kind"]?.string, given == kind else {
            throw document.error(at: [.member("kind")], "kind is \(object["kind"]?.text ?? "missing"); a configuration file has kind: \(kind)")
        }
        guard let version = object["apiVersion"]?.string, version == Kind.apiVersion else {
            throw document.error(
                at: [.member("apiVersion")], "apiVersion is \(object["apiVersion"]?.text ?? "missing"); write apiVersion: \(Kind.apiVersion)")
        }
        for key in object.keys where !["kind", "apiVersion", "metadata", "spec"].contains(key) {
            throw document.error(at: [.member(key)], "\(key) is no part of a \(kind), which has apiVersion, kind, metadata and spec")
        }
        var values: [String: String] = [:]
        for (field, value) in object["spec"]?.object?.members ?? [] {
            let path: [PathStep] = [.member("spec"), .member(field)]
            guard ConfigurationSetting.all.contains(where: { $0.field == field }) else {
                let near = Spelling.nearest(to: field, in: ConfigurationSetting.all.map(\.field)).map { "; is \($0) meant?" } ?? ""
                throw document.error(at: path, "spec.\(field) is no setting\(near)")
            }
            switch value {
            case .null: break
            case .string(let text): values[field] = text
            case .bool, .integer, .real: values[field] = value.text
            case .array, .object: throw document.error(at: path, "spec.\(field) is \(value.kind), not a string")
            }
        }
        return values
    }
}
