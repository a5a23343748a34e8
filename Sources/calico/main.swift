import CNIPlugin
import Glibc
import PluginShell
import Slim

// A runtime sets CNI_COMMAND; whoever does not is a person.
if ProcessEnvironment.value("CNI_COMMAND") == nil, CommandLine.arguments.count > 1 {
    switch CommandLine.arguments[1] {
    case "-v", "--version": StandardStreams.writeOutput("calico \(Release.version)\n")
    default:
        StandardStreams.writeOutput(
            """
            calico: a CNI plugin. A container runtime calls it with CNI_COMMAND in its environment and a network configuration on
            standard input; cnitool does the same by hand. Which container has which address: calico-ipam show.

              -v, --version  Print the version and exit

            """)
    }
    exit(0)
}
exit(PluginShell.run(CalicoPlugin()))
