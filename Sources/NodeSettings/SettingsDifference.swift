/// An option that has another value than before.
public struct ChangedSetting: Hashable, Sendable {
    public let declaration: OptionDeclaration
    /// As ``EffectiveSetting/text``.
    public let old: String
    public let new: String

    public var needsRestart: Bool { declaration.needsRestart }
}

/// What is different after the settings were read again.
public struct SettingsDifference: Hashable, Sendable {
    /// In the order of the documentation.
    public let changed: [ChangedSetting]

    public var isEmpty: Bool { changed.isEmpty }
    /// What the running daemon takes over.
    public var live: [ChangedSetting] { changed.filter { !$0.needsRestart } }
    /// What holds only once the daemon is started anew.
    public var needingRestart: [ChangedSetting] { changed.filter(\.needsRestart) }
}

extension NodeConfiguration {
    /// Which options have another value now; where a value came from does not matter.
    public func difference(from old: NodeConfiguration) -> SettingsDifference {
        let pairs = zip(old.effective.entries, effective.entries)
        return SettingsDifference(
            changed: pairs.filter { $0.text != $1.text || $0.isValue != $1.isValue }.map { before, after in
                ChangedSetting(declaration: after.declaration, old: before.text, new: after.text)
            })
    }
}
