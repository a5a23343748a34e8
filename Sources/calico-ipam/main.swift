import Glibc
import IPAMPlugin
import PluginShell
import Slim

// A runtime sets CNI_COMMAND; whoever does not is a person.
let command = ProcessEnvironment.value("CNI_COMMAND") ?? ""
exit(command.isEmpty ? IPAMQuery.run(Array(CommandLine.arguments.dropFirst())) : PluginShell.run(IPAMPlugin()))
