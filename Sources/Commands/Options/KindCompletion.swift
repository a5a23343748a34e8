internal import ArgumentParser
internal import Model

extension CompletionKind {
    /// Plurals of all kinds; asked for when somebody presses the tab key, and not before.
    static var kinds: CompletionKind {
        .custom { _, _, _ in KindCatalog.all.map(\.plural) }
    }
}
