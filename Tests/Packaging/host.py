"""The host that the package is installed on."""

import filecmp
import glob
import os
import re
import stat
import subprocess

from private_systemd import Failed, wait_for

OWN, PEER = "192.0.2.1", "192.0.2.2"
#: Written by dpkg and systemd on every machine.
BOOKKEEPING = re.compile(r"^(var/lib/dpkg|var/log|var/cache|var/lib/systemd|var/lib/private|etc/machine-id|var/tmp|etc/\.pwd\.lock|run|tmp)(/|$)")
NOISE = re.compile(r"^[0-9]+: | expires [0-9]+sec| linkdown")
QUESTIONS = ("ip -o link", "ip -o address", "ip -4 -o route show table all", "ip -6 -o route show table all", "ip rule", "ip -6 rule",
             "nft list ruleset",
             "sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding net.ipv4.conf.all.rp_filter net.ipv4.fib_multipath_hash_policy")


class Host:
    """What the steps ask and do again and again. `binaries` is the folder of the programs under test."""

    def __init__(self, machine, packages, binaries):
        self.machine, self.packages = machine, packages
        self.binary = f"{binaries}/calico-node"

    def must(self, *command, **options):
        return self.machine.must(*command, **options)

    def dpkg(self, *arguments):
        return self.must("dpkg", "--force-unsafe-io", *arguments)

    # The machine as it is.

    def snapshot(self):
        """Lines of the network's state, and of every file that differs from the machine's own."""
        lines = []
        for question in QUESTIONS:
            said = self.machine.run(*question.split()).output
            lines += [f"{question}: {NOISE.sub('', line)}" for line in said.splitlines() if "fe80" not in line]
        return lines + self.files()

    def files(self):
        top, lines = self.machine.changes, []
        for folder, folders, names in os.walk(top):
            for name in folders + names:
                path = os.path.join(folder, name)
                short = os.path.relpath(path, top)
                if BOOKKEEPING.match(short):
                    continue
                if (kind := self.difference(path, f"/{short}")):
                    lines.append(f"{kind}: /{short}")
        return lines

    @staticmethod
    def difference(path, original):
        """What an overlay's upper file is against the original; "" if the same."""
        here = os.lstat(path)
        if stat.S_ISCHR(here.st_mode):
            return "gone"
        if not os.path.lexists(original):
            return "new"
        if stat.S_ISREG(here.st_mode) and not filecmp.cmp(path, original, shallow=False):
            return "changed"
        return ""

    def routes(self, protocol):
        return self.must("ip", "-4", "route", "show", "proto", str(protocol))

    def pid(self):
        return int(self.machine.unit("MainPID")["MainPID"])

    def has_learned(self):
        if f"via {PEER}" not in (text := self.routes(84)):
            raise Failed(f"no route by {PEER} learned: {text}; {self.machine.run('calico-node', 'status').said}")
        return True

    def is_active(self):
        state = self.machine.unit("ActiveState", "SubState", "Result")
        if state["ActiveState"] != "active":
            raise Failed(f"calico-node.service is {state}: {self.journal()}")
        return True

    def journal(self):
        return self.machine.run("journalctl", "-u", "calico-node", "-n", "25", "--no-pager", "-o", "cat").output

    def seconds_to_ready(self):
        times = self.machine.unit("InactiveExitTimestampMonotonic", "ActiveEnterTimestampMonotonic")
        return (int(times["ActiveEnterTimestampMonotonic"]) - int(times["InactiveExitTimestampMonotonic"])) / 1e6

    def outer_pid(self):
        """The daemon's process id as this process sees it."""
        inner = str(self.pid())
        for path in glob.glob("/proc/[0-9]*/status"):
            try:
                with open(path, encoding="ascii", errors="replace") as file:
                    text = file.read()
            except OSError:
                continue
            match = re.search(r"^NSpid:\t(.*)$", text, re.MULTILINE)
            if match and match[1].split()[-1] == inner and text.startswith("Name:\tcalico-node"):
                return int(path.split("/")[2])
        raise Failed(f"no calico-node is process {inner} inside")

    def keeps(self, what, change):
        """Runs `change`, under a ping from the other host to the pod: nothing is lost, a new process has all of it."""
        old = self.pid()
        ping = ["ping", "-n", "-q", "-i", "0.01", self.address]
        self.must("systemd-run", "--unit=ping", "--quiet", "--remain-after-exit", "--property=KillSignal=SIGINT",
                  "/bin/ip", "netns", "exec", "other", *ping)
        change()
        wait_for(f"another process after {what}", lambda: self.pid() not in (0, old) and self.is_active())
        wait_for("the route", self.has_learned)
        wait_for("health", lambda: self.machine.run("calico-node", "health").returncode == 0)
        self.must("systemctl", "stop", "ping")
        said = wait_for("the ping to end", lambda: re.search(r"(\d+) packets transmitted, (\d+) received", self.machine.run(
            "journalctl", "-u", "ping", "-o", "cat", "--no-pager").output.split("PING")[-1]))
        sent, received = int(said[1]), int(said[2])
        if sent != received:
            raise Failed(f"{sent - received} of {sent} pings lost during {what}")
        if f"{self.address} is used by" not in (owner := self.must("/opt/cni/bin/calico-ipam", "show", "--ip", self.address)):
            raise Failed(f"the node store forgot the pod: {owner}")
        return f"{sent} pings, none lost"

    def ask(self, *arguments):
        done = subprocess.run([self.binary, *arguments], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failed(f"calico-node {' '.join(arguments)}: {done.stderr}")
        return done.stdout
