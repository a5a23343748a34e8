/// What this program was built from.
enum Build {
    /// The commit, or "unknown".
    static let commit = "unknown"
}
