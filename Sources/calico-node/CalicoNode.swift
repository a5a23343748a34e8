internal import Glibc
internal import NodeAgent

/// The daemon of a node, and the verbs that ask it.
@main
struct CalicoNode {
    static func main() async {
        exit(await NodeProgram(arguments: Array(CommandLine.arguments.dropFirst())).run())
    }
}
