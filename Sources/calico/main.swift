import CNIPlugin
import Glibc
import PluginShell

exit(PluginShell.run(CalicoPlugin()))
