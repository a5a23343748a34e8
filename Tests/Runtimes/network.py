"""The network under test: which plugins and which configuration, and what it must not leave behind.

From the environment:
    CALICO_BIN         folder of `calico` and `calico-ipam`; default: bin/ of this repository
    CNI_PLUGINS        folder of portmap, bandwidth and the rest; default: the first usual place that has them
    RUNTIMES_NETWORK   `calico`, the default, or `ptp`: CNI's own ptp and host-local in our place, to see whether
                       a failure is ours or the machine's
"""

import json
import os
import shutil

import private_host
from private_host import CommandFailed

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
FIXTURES = os.path.join(REPOSITORY, "TestFixtures", "runtimes")

KIND = os.environ.get("RUNTIMES_NETWORK") or "calico"
OURS = KIND == "calico"
CALICO_BIN = os.path.abspath(os.environ.get("CALICO_BIN") or os.path.join(REPOSITORY, "bin"))
CNI_PLUGINS = os.environ.get("CNI_PLUGINS")
PLACES = (CNI_PLUGINS,) if CNI_PLUGINS else ("/usr/lib/cni", "/usr/libexec/cni", "/opt/cni/bin")

NAME = "k8s-pod-network"
STATE = "/run/test-calico"
BIN, CONF = "/opt/cni/bin", "/etc/cni/net.d"


def cni_plugins():
    """The folder of the plugins that are not ours, or None."""
    return next((place for place in PLACES if os.path.exists(os.path.join(place, "portmap"))), None)


def missing(*programs, calico_bin=CALICO_BIN):
    """Why what needs a private host, the network under test and these programs cannot run here; "" if it can."""
    if reason := private_host.missing():
        return reason
    for program in ("iptables", *programs):
        if not shutil.which(program, path=f"{private_host.PATH}:{os.environ.get('PATH', '')}"):
            return f"no program {program} found"
    if not cni_plugins():
        return f"no CNI plugin portmap in {' '.join(PLACES)}; set CNI_PLUGINS"
    for plugin in ("calico", "calico-ipam") if OURS else ():
        if not os.access(os.path.join(calico_bin, plugin), os.X_OK):
            return f"no program {os.path.join(calico_bin, plugin)}; build it or set CALICO_BIN"
    return ""


class Network:
    """The network installed in a private host, at the paths every runtime knows."""

    def __init__(self, host, dual_stack=False, calico_bin=CALICO_BIN):
        self.host = host
        with open(os.path.join(FIXTURES, f"{KIND}{'-dual' if dual_stack else ''}.conflist"), encoding="utf-8") as file:
            self.configuration = json.loads(file.read().replace("@STATE_DIR@", STATE))
        host.run("sh", "-ec", f"rm -rf {CONF} {BIN}; mkdir -p {CONF} {BIN} {STATE}")
        plugins = self.configuration["plugins"]
        for plugin in {"loopback", plugins[0]["ipam"]["type"], *(each["type"] for each in plugins)}:
            folder = calico_bin if plugin.startswith("calico") else cni_plugins()
            host.copy_in(os.path.join(folder, plugin), f"{BIN}/{plugin}")
        host.write(f"{CONF}/10-{NAME}.conflist", json.dumps(self.configuration))
        self._before = self._traces()

    def addresses_used(self):
        """How many addresses the address management has given out: what `calico-ipam show` says."""
        if not OURS:  # host-local keeps one file per address
            return int(self.host.run("sh", "-c", f"ls /var/lib/cni/networks/{NAME} 2>/dev/null | grep -c '^[0-9a-f.:]*$' || true"))
        shown = self.host.run(f"{BIN}/calico-ipam", "show", "-o", "json", environment={"CALICO_STATE_DIR": STATE})
        try:
            return sum(each["used"] for each in json.loads(shown)["ranges"] or [])
        except (ValueError, KeyError, TypeError) as error:
            raise CommandFailed(["calico-ipam", "show", "-o", "json"], f"printed what we do not understand ({error!r})", shown) from None

    def left_behind(self):
        """What is in the host now and was not before the first pod: links, routes, rules, namespaces, port
        mappings, results kept by runtimes, addresses in use. One line each; empty is what a DEL must reach."""
        lines = sorted(self._traces() - self._before)
        if used := self.addresses_used():
            lines.append(f"addresses in use: {used}")
        return lines

    def _traces(self):
        return set(self.host.run("sh", "-c", """
            ip -brief link | sed 's/[@ ].*//; s/^/link /'
            { ip -4 route show table all; ip -6 route show table all; } | sed 's/^/route /; s/ *$//'
            { ip -4 rule; ip -6 rule; } | sed 's/^/rule /'
            ls /run/netns | sed 's/^/namespace /'
            ls /var/lib/cni/results 2>/dev/null | sed 's/^/result /'
            { iptables -t nat -S; ip6tables -t nat -S; } 2>/dev/null | grep -e --to-destination | sed 's/^/port mapping /'
            true""").splitlines())
