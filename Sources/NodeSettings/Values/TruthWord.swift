/// Upstream's words for yes and no.
enum TruthWord {
    static func value(of text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "1", "yes", "y", "t", "on", "enabled": true
        case "false", "0", "no", "n", "f", "off", "disabled": false
        default: nil
        }
    }
}
