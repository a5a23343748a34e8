"""A private "host": the namespaces this process is in, made by `unshare` (see fleet.py), given an uplink and folders of
its own. The kernel takes all of it away with the last process in it, however that ends."""

import dataclasses
import os
import shlex
import shutil
import subprocess

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#: Below /run of this host, which is a tmpfs of its own: the programs under test, and what they keep.
BIN = "/run/bin"
PROGRAMS = ("calico", "calico-ipam")
#: Far above what anything here takes; a program that needs longer hangs.
DEADLINE = 30

# A node has an address and a default route. Without them the kernel has no source address for a packet to a pod, and
# does not answer ARP for others.
UPLINK = """\
link set lo up
link add uplink type veth peer name uplink-far
link set uplink-far up
link set uplink up
address add 192.0.2.1/24 dev uplink
address add 2001:db8::1/64 dev uplink nodad
route add default via 192.0.2.254 dev uplink
route add default via 2001:db8::fe dev uplink
"""
FORWARDING = ("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding")


@dataclasses.dataclass
class Done:
    """A program that ended. A negative status is the signal that killed it."""

    status: int
    output: str
    complaint: str

    @property
    def said(self):
        return "\n".join(filter(None, (self.output.strip(), self.complaint.strip()))) or "(no output)"


def shortened(text, most):
    """The text's first characters, with a mark where more was cut off."""
    return text if len(text) <= most else text[:most] + " ..."


class Failed(Exception):
    """Something did not work as it has to."""


class Host:
    """Runs programs in the private host, and keeps a protocol of them."""

    def __init__(self, programs):
        """Makes the host out of the namespaces this process is in. `programs` is the folder of the programs under
        test; they are copied, so that a build during the sweep does not change them."""
        self.protocol = []
        self.pods = set()
        self._made = 0
        contents = {}
        for name in PROGRAMS:
            with open(os.path.join(programs, name), "rb") as file:
                contents[name] = file.read()
        self.must("mount", "-t", "tmpfs", "tmpfs", "/run")
        self.must("mount", "-t", "sysfs", "sysfs", "/sys")
        os.mkdir(BIN)
        for name, content in contents.items():
            with open(f"{BIN}/{name}", "wb") as file:
                file.write(content)
            os.chmod(f"{BIN}/{name}", 0o755)
        self.must("ip", "-batch", "-", stdin=UPLINK)
        for path in FORWARDING:
            with open(f"/proc/sys/{path}", "w", encoding="ascii") as file:
                file.write("1")
        self.has_ping = shutil.which("ping", path=PATH) is not None

    def run(self, *command, stdin="", environment=None):
        """Runs a program to its end. Raises Failed when it passes the deadline."""
        variables = {"PATH": PATH, "LANG": "C.UTF-8", **(environment or {})}
        shown = " ".join([*(f"{k}={shlex.quote(v)}" for k, v in (environment or {}).items()), shlex.join(command)])
        try:
            ended = subprocess.run(command, input=stdin, env=variables, capture_output=True, text=True, check=False,
                                   errors="replace", timeout=DEADLINE)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"`{shown}` did not end within {DEADLINE} s: {error.output} {error.stderr}") from None
        done = Done(ended.returncode, ended.stdout, ended.stderr)
        self.protocol.append(f"$ {shown}\n[{done.status}] {shortened(done.said, 1500)}")
        return done

    def must(self, *command, **options):
        """`run`, for a program that has to succeed. Returns its output."""
        done = self.run(*command, **options)
        if done.status != 0:
            raise Failed(f"`{shlex.join(command)}` ended with status {done.status}: {done.said}")
        return done.output

    def new_pod(self):
        """A fresh network namespace; returns its name. Never the name of an earlier one: nothing of that can be mistaken
        for part of this."""
        self._made += 1
        name = f"pod{self._made}"
        self.must("ip", "netns", "add", name)
        self.pods.add(name)
        return name

    def remove_pod(self, name):
        self.pods.remove(name)
        self.must("ip", "netns", "delete", name)


def netns_path(pod):
    return f"/run/netns/{pod}"
