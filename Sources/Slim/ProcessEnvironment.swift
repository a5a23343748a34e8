internal import CLinux
internal import Glibc

/// The variables this process was started with.
public enum ProcessEnvironment {
    /// nil when it is not set.
    public static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// "NAME=value" entries, those of `replacements` instead of the inherited ones.
    public static func entries(replacing replacements: KeyValuePairs<String, String> = [:]) -> [String] {
        var entries: [String] = []
        var position = clinux_environment()
        while let text = position?.pointee {
            let entry = String(cString: text)
            if !replacements.contains(where: { entry.hasPrefix("\($0.key)=") }) { entries.append(entry) }
            position = position?.advanced(by: 1)
        }
        return entries + replacements.map { "\($0.key)=\($0.value)" }
    }
}
