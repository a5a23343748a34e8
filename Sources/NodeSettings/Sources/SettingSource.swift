/// Where a value came from.
public enum SettingSource: Hashable, Sendable {
    /// Its flag, with dashes.
    case flag(String)
    /// A variable.
    case environment(String)
    /// The settings file.
    case file(String)
    /// Nobody said anything.
    case standard
}

extension SettingSource: CustomStringConvertible {
    /// "flag --ip", "environment IP", "/etc/calico/calico-node.yaml", "default".
    public var description: String {
        switch self {
        case .flag(let name): "flag \(name)"
        case .environment(let name): "environment \(name)"
        case .file(let path): path
        case .standard: "default"
        }
    }
}
