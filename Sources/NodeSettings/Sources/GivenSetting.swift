/// One value as somebody wrote it, for a known option.
struct GivenSetting {
    let key: String
    let text: String
    let source: SettingSource
    /// For messages: the source, with a line where it stands in a file.
    let place: String
}
