"""The router at the top of the rack: a namespace with a link into the fabric, where another BGP program runs, and a network
of its own behind it with a host on it."""

import json
import os
import re
import shutil

from machine import Failed, wait_for
from pod import End

ROUTER4, ROUTER6 = "10.192.0.254", "fd00:192::fe"
LAN4, LAN6 = "172.16.0.0/24", "fd00:172::/64"
AS = 65001


class Router:
    """A namespace with a BGP program, and the network behind it. Without more words it is the rack's."""

    def __init__(self, machine, name="rack", namespace=None, addresses=(ROUTER4, ROUTER6), lans=(LAN4, LAN6)):
        """A `namespace` that is given has its links and addresses already, and no host behind it."""
        self.machine, self.name = machine, name
        (self.address4, self.address6), (self.lan4, self.lan6) = addresses, lans
        self.folder = f"/run/{name}"
        os.makedirs(self.folder)
        self.namespace = namespace or self._build()
        self.service = None

    def _build(self):
        namespace = self.machine.namespace(self.name, forwards=True)
        self.machine.plug(namespace, "eth0", [f"{self.address4}/24", f"{self.address6}/64"])
        behind = self.machine.namespace(f"{self.name}-host", forwards=True)
        near = [self.lan4.replace(".0/", ".1/"), self.lan6.replace("::/", "::1/")]
        far = [self.lan4.replace(".0/", ".2/"), self.lan6.replace("::/", "::2/")]
        namespace.ip(f"link add lan type veth peer name eth0 netns {behind.name}", "link set lan up",
                     *(f"address add {each} dev lan nodad" for each in near))
        behind.ip("link set eth0 up", *(f"address add {each} dev eth0 nodad" for each in far),
                  *(f"route add default via {each.split('/')[0]}" for each in near))
        self.host = End(f"{self.name}-host", behind, [each.split("/")[0] for each in far])
        return namespace

    def stop(self):
        self.service.stop()

    def kill(self):
        self.service.kill()


class BIRD(Router):
    """BIRD 2. Its configuration is a head that is always the same, and what the scenario adds."""

    HEAD = """\
router id {router_id};
log stderr all;
graceful restart wait 10;
protocol device {{ scan time 1; }}
protocol kernel k4 {{ persist; graceful restart on; ipv4 {{ import none; export all; }}; }}
protocol kernel k6 {{ persist; graceful restart on; ipv6 {{ import none; export all; }}; }}
protocol direct {{ ipv4; ipv6; interface "lan"; }}
template bgp node {{
  local as {number};
  hold time 3; connect delay time 1; connect retry time 1; error wait time 1, 2;
  graceful restart on;
}}
"""

    def start(self, *sessions, number=AS):
        """Starts it with these sessions: texts of `protocol bgp`, see `session`."""
        self._number = number
        self._write(sessions)
        return self.restart(recover=False)

    def restart(self, recover=True):
        """Starts it with the configuration it had; it takes back its kernel routes if it is to recover."""
        self.service = self.namespace.start(self.name, "/usr/sbin/bird", "-f", "-c", f"{self.folder}/bird.conf", *(["-R"] if recover else []),
                                            "-s", f"{self.folder}/ctl", "-P", f"{self.folder}/pid")
        answers = ("up and running", "raceful restart") if recover else ("up and running",)
        wait_for("BIRD to answer", lambda: any(each in self.ask("show", "status") for each in answers))
        return self

    def configure(self, *sessions):
        """Other sessions, without stopping those that stay."""
        self._write(sessions)
        said = self.ask("configure")
        if "Reconfigur" not in said:
            raise Failed(f"BIRD did not take the configuration: {said}")

    def _write(self, sessions):
        head = self.HEAD.format(router_id=self.address4, number=self._number)
        with open(f"{self.folder}/bird.conf", "w", encoding="utf-8") as file:
            file.write(head + "\n".join(sessions) + "\n")

    def session(self, name, address, number, *lines, imports="all", exports="where source = RTS_DEVICE", channel=""):
        """The text of a session with the node at `address`, of the AS `number`."""
        version = 6 if ":" in address else 4
        source = self.address6 if version == 6 else self.address4
        body = "".join(f"  {line};\n" for line in (f"source address {source}", f"neighbor {address} as {number}", *lines))
        return (f"protocol bgp {name} from node {{\n{body}  ipv{version} {{ import {imports}; export {exports}; next hop self; {channel} }};\n}}")

    def ask(self, *words):
        return self.namespace.must("birdc", "-s", f"{self.folder}/ctl", *words, seconds=10)

    def is_established(self, *names):
        for name in names:
            said = self.ask("show", "protocols", "all", name)
            if not re.search(r"BGP state:\s+Established", said):
                raise Failed(f"BIRD's session {name}: {' '.join(said.split()[-40:])}")
        return True

    def wait_established(self, *names, seconds=40):
        wait_for(f"BIRD's sessions {', '.join(names)}", lambda: self.is_established(*names), seconds)

    def routes(self, session=None):
        """What it has (from one session), by prefix: the text of `show route all`."""
        text = self.ask("show", "route", "all", *(("protocol", session) if session else ()))
        found, prefix = {}, None
        for line in text.splitlines():
            if match := re.match(r"([0-9a-f.:]+/\d+)\s", line):
                prefix = match.group(1)
            if prefix:
                found[prefix] = found.get(prefix, "") + line + "\n"
        return found

    def has(self, *prefixes, session=None):
        routes = self.routes(session)
        if missing := [each for each in prefixes if each not in routes]:
            raise Failed(f"BIRD has no route to {', '.join(missing)}; it has {', '.join(routes)}")
        return True

    def has_not(self, *prefixes, session=None):
        routes = self.routes(session)
        if there := [each for each in prefixes if each in routes]:
            raise Failed(f"BIRD still has {', '.join(there)}")
        return True

    def wait_has(self, *prefixes, session=None, seconds=30):
        wait_for(f"routes at {self.name}", lambda: self.has(*prefixes, session=session), seconds)

    def wait_has_not(self, *prefixes, session=None, seconds=30):
        wait_for(f"routes to go at {self.name}", lambda: self.has_not(*prefixes, session=session), seconds)

    def is_stale(self, *names):
        """Whether it keeps the routes of these sessions while it waits for the neighbour to come back."""
        for name in names:
            said = self.ask("show", "protocols", "all", name)
            if "Neighbor graceful restart active" not in said:
                raise Failed(f"BIRD does not wait for {name}: {' '.join(said.split())}")
        return True


class FRR(Router):
    """FRR's bgpd and zebra."""

    HEAD = """\
log file {folder}/{daemon}.log
hostname rack
"""

    def start(self, *lines, number=AS):
        """Starts it with these lines of `router bgp`, see `session`."""
        self._number = number
        options = ["--vty_socket", self.folder, "-z", f"{self.folder}/zserv"]
        # Debian's FRR becomes this user.
        shutil.chown(self.folder, "frr", "frr")
        bgp = [f"router bgp {number}", f"bgp router-id {self.address4}", "no bgp ebgp-requires-policy",
               "no bgp default ipv4-unicast", "bgp graceful-restart", "coalesce-time 0", *lines, "exit"]
        for daemon, text in ("zebra", []), ("bgpd", bgp):
            with open(f"{self.folder}/{daemon}.conf", "w", encoding="utf-8") as file:
                file.write(self.HEAD.format(folder=self.folder, daemon=daemon) + "\n".join(text) + "\n")
        self._zebra = self.namespace.start(f"{self.name}-zebra", "/usr/lib/frr/zebra", "-f", f"{self.folder}/zebra.conf",
                                           "-i", f"{self.folder}/zebra.pid", *options)
        wait_for("zebra to answer", lambda: os.path.exists(f"{self.folder}/zserv"))
        self.service = self.namespace.start(self.name, "/usr/lib/frr/bgpd", "-f", f"{self.folder}/bgpd.conf",
                                            "-i", f"{self.folder}/bgpd.pid", "-p", "179", *options)
        wait_for("bgpd to answer", lambda: self.ask("show bgp vrfs"))
        return self

    def session(self, address, number, *lines):
        """The lines of a session with the node at `address`, of the AS `number`."""
        version = 6 if ":" in address else 4
        name = f"neighbor {address}"
        return [f"{name} remote-as {number}", f"{name} timers 1 3", f"{name} timers connect 1",
                f"{name} advertisement-interval 0", *(f"{name} {line}" for line in lines),
                f"address-family ipv{version} unicast", f"{name} activate",
                f"network {self.lan6 if version == 6 else self.lan4}", "exit-address-family"]

    def ask(self, words):
        return self.namespace.must("vtysh", "--vty_socket", self.folder, "-d", "bgpd", "-c", words, seconds=10)

    def is_established(self, *addresses):
        for address in addresses:
            neighbour = json.loads(self.ask(f"show bgp neighbors {address} json")).get(address, {})
            if neighbour.get("bgpState") != "Established":
                raise Failed(f"FRR's session with {address} is {neighbour.get('bgpState')}, last reset: "
                             f"{neighbour.get('lastResetDueTo')} {neighbour.get('lastNotificationReason')}")
        return True

    def wait_established(self, *addresses, seconds=40):
        wait_for(f"FRR's sessions {', '.join(addresses)}", lambda: self.is_established(*addresses), seconds)

    def routes(self):
        """Its paths, by prefix, as its JSON has them."""
        found = {}
        for version in 4, 6:
            found |= json.loads(self.ask(f"show bgp ipv{version} unicast json")).get("routes", {})
        return found

    def has(self, *prefixes):
        routes = self.routes()
        if missing := [each for each in prefixes if each not in routes]:
            raise Failed(f"FRR has no route to {', '.join(missing)}; it has {', '.join(routes)}")
        return True

    def wait_has(self, *prefixes, seconds=30):
        wait_for(f"routes at {self.name}", lambda: self.has(*prefixes), seconds)

    def is_stale(self, *prefixes):
        routes = self.routes()
        for prefix in prefixes:
            if not any(path.get("stale") for path in routes.get(prefix, [])):
                raise Failed(f"FRR's route to {prefix} is not stale: {routes.get(prefix)}")
        return True
