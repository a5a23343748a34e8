internal import ArgumentParser

/// Whether a verb that writes only tries.
struct DryRunOption: ParsableArguments {
    @Flag(help: "Do everything but write, and tell what would have happened.")
    var dryRun = false
}

extension DryRunOption {
    var purpose: DatastoreConnection.Purpose { dryRun ? .trying : .writing }

    /// What messages of success end with.
    var remark: String { dryRun ? " (dry run: nothing was written)" : "" }
}
