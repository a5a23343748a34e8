internal import ArgumentParser

/// The namespace that resources live in.
struct NamespaceOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Namespace of resources that live in one; \"default\" unless given.", valueName: "name"))
    var namespace: String?
}
