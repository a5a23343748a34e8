internal import Slim

/// One command of the query program: how it is called, and what it does.
struct QueryCommand {
    /// Its names, outermost first.
    let path: [String]
    let declaration: Arguments.Command
    /// Answers with the exit status.
    let run: (QueryContext) throws(QueryFailure) -> Int32

    static var all: [QueryCommand] {
        [
            QueryCommand(path: ["show"], declaration: ShowCommand.declaration, run: ShowCommand.run),
            QueryCommand(path: ["check"], declaration: CheckCommand.declaration, run: CheckCommand.run),
            QueryCommand(path: ["repair"], declaration: RepairCommand.declaration, run: RepairCommand.run),
            QueryCommand(path: ["release"], declaration: ReleaseCommand.declaration, run: ReleaseCommand.run),
            QueryCommand(path: ["gc"], declaration: GarbageCommand.declaration, run: GarbageCommand.run),
            QueryCommand(path: ["dump"], declaration: DumpCommand.declaration, run: DumpCommand.run),
            QueryCommand(path: ["node", "show"], declaration: NodeShowCommand.declaration, run: NodeShowCommand.run),
            QueryCommand(path: ["node", "set"], declaration: NodeSetCommand.declaration, run: NodeSetCommand.run),
        ]
    }

    /// The program: all commands with the options they share.
    static var program: Arguments.Command {
        let all = all
        let nodeCommands = all.filter { $0.path.first == "node" }.map(\.declaration)
        let node = Arguments.Command("node", "Shows or sets what this node knows of itself", commands: nodeCommands)
        let commands = all.filter { $0.path.count == 1 }.map(\.declaration) + [node]
        return Arguments.Command(
            "calico-ipam", "Shows, checks and repairs the addresses of this node's containers",
            notes: [
                """
                The program is a CNI IPAM plugin too: a container runtime calls it with CNI_COMMAND in the environment.
                Times are counted from the node's boot; a reboot ends every record.
                """
            ],
            options: [QueryOption.stateDirectory, .help, .version], commands: commands)
    }
}
