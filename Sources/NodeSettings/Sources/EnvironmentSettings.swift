internal import Model

/// The variables that set options, and what is to be said of the others.
///
/// An empty variable is one that is not set. Names that begin with FELIX_ are taken in any case of letters, as upstream takes them.
struct EnvironmentSettings {
    private(set) var given: [GivenSetting] = []
    /// Variables of upstream's that have no effect here, sorted.
    private(set) var withoutEffect: [String] = []
    /// Variables that look like ours and are none.
    private(set) var remarks: [String] = []

    init(_ variables: [String: String], _ table: OptionTable) {
        var known: [String: String] = [:]
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            let upper = name.uppercased()
            // The exact spelling wins over others.
            if upper.hasPrefix("FELIX_"), variables[upper]?.isEmpty ?? true { known[upper] = value } else { known[name] = value }
        }
        for option in table.declarations {
            guard let name = option.environment.first(where: { known[$0] != nil }), let text = known[name] else { continue }
            given.append(GivenSetting(key: option.key, text: text, source: .environment(name), place: "environment \(name)"))
        }
        let names = table.declarations.flatMap(\.environment)
        for name in known.keys.sorted() where !names.contains(name) {
            if UpstreamVariables.isKnown(name) {
                withoutEffect.append(name)
            } else if UpstreamVariables.isOurs(name) {
                let near = Spelling.nearest(to: name, in: names).map { "; is \($0) meant?" } ?? ""
                remarks.append("environment \(name) is not read: there is no such variable\(near)")
            }
        }
    }
}
