internal import Model

/// Which datastore calicoctl works with.
struct ClientConfiguration: Hashable, Sendable {
    /// The datastores by the names that people give them.
    enum DatastoreType: String, CaseIterable, Sendable {
        case embedded, etcdv3, kubernetes

        static let supported: [DatastoreType] = [.embedded]
    }

    let datastoreType: DatastoreType
    /// Where the embedded datastore is.
    let folder: String

    private static let stateFolder = "/var/lib/calico"

    /// - Parameters:
    ///   - settings: Answers with a setting's value, nil or empty when it is not given.
    ///   - stateFolder: `CALICO_STATE_DIR`.
    init(settings: (ConfigurationSetting) -> String?, stateFolder: String?) throws(CommandFailure) {
        datastoreType = try Self.type(settings)
        var folder = stateFolder.flatMap { $0.isEmpty ? nil : $0 } ?? Self.stateFolder
        guard folder.utf8.first == UInt8(ascii: "/") else {
            throw CommandFailure("CALICO_STATE_DIR is \"\(folder)\"; write a path that begins with /")
        }
        while folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
        self.folder = folder + "/datastore"
    }

    private static func type(_ settings: (ConfigurationSetting) -> String?) throws(CommandFailure) -> DatastoreType {
        func isGiven(_ setting: ConfigurationSetting) -> Bool { settings(setting).map { !$0.isEmpty } ?? false }
        let type: DatastoreType
        if let word = settings(.datastoreType), !word.isEmpty {
            let names = DatastoreType.allCases.map(\.rawValue)
            guard let known = DatastoreType(rawValue: word) else {
                let near = Spelling.nearest(to: word, in: names).map { "; is \($0) meant?" } ?? ""
                throw CommandFailure("datastore type \"\(word)\" is not one of \(names.joined(separator: ", "))\(near)")
            }
            type = known
        } else if isGiven(.etcdEndpoints) || isGiven(.etcdDiscovery) {
            type = .etcdv3
        } else {
            type = isGiven(.kubernetesEndpoint) ? .kubernetes : .embedded
        }
        guard DatastoreType.supported.contains(type) else {
            let supported = DatastoreType.supported.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure("datastore type \(type.rawValue) is not supported by this release; supported: \(supported)")
        }
        return type
    }
}
