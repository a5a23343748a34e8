extension String {
    /// In double quotes, cut after 80 characters, control characters as escapes: for messages.
    var quotedForPeople: String {
        let shown = unicodeScalars.prefix(80).map { $0.escaped(asASCII: false) }.joined()
        return "\"\(shown)\(unicodeScalars.count > 80 ? "…" : "")\""
    }
}
