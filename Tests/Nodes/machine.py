"""A private machine: the namespaces this process is in, made by `unshare` (see run_all.py), and more network namespaces in
it for the hosts, routers and pods of a scenario. The kernel takes all of it away with the last process in it, however
that ends, so that runs do not meet and leave nothing behind.

The machine's own network namespace is the fabric: a bridge that hosts are plugged into.
"""

import ctypes
import dataclasses
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import threading
import time

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAMS = ("calico-node", "calico", "calico-ipam", "calicoctl")
BRIDGE = "fabric"
#: Far above what any program here takes that ends by itself; one that needs longer hangs.
DEADLINE = 60
CLONE_NEWNET = 0x40000000


class Failed(Exception):
    """Something did not work as it has to."""


class Skipped(Exception):
    """The scenario cannot run here; the text tells why."""


def shortened(text, most):
    """The text's first characters, with a mark where more was cut off."""
    return text if len(text) <= most else text[:most] + " ..."


def wait_for(what, probe, seconds=30.0):
    """Calls `probe` until it returns something true, and returns that. A probe that raises Failed, or returns something
    false, is asked again. Raises Failed after `seconds`, with what the probe said last."""
    start, pause = time.monotonic(), 0.01
    while True:
        try:
            if answer := probe():
                return answer
            last = f"got {answer!r}"
        except (Failed, OSError, ValueError, LookupError) as error:  # too early: the daemon is not there, the list is empty
            last = f"{type(error).__name__}: {error}" if not isinstance(error, Failed) else str(error)
        if time.monotonic() - start > seconds:
            raise Failed(f"waited {seconds:g} s for {what}; last: {shortened(last, 1500)}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)


@dataclasses.dataclass
class Done:
    """A program that ended. A negative status is the signal that killed it."""

    status: int
    output: str
    complaint: str

    @property
    def said(self):
        return "\n".join(filter(None, (self.output.strip(), self.complaint.strip()))) or "(no output)"


class Service:
    """A program that stays, with a file that it logs to."""

    def __init__(self, name, command, environment, log, stdout=None):
        self.name, self.command, self.log = name, command, log
        with open(log, "ab") as file:
            self._process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=stdout or file,
                                             stderr=file, start_new_session=True)
        self.pid = self._process.pid
        self.stdout = self._process.stdout

    def is_running(self):
        return self._process.poll() is None

    def send(self, number):
        if self.is_running():
            os.kill(self.pid, number)

    def wait(self, seconds=30):
        """The status it ends with. Raises Failed if it goes on for longer."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.name} (pid {self.pid}) did not end within {seconds} s\n{self.tail()}") from None

    def stop(self, number=signal.SIGTERM, seconds=30):
        self.send(number)
        return self.wait(seconds)

    def kill(self):
        self.send(signal.SIGKILL)
        return self.wait()

    def text(self, start=0):
        """What it logged, from this position of the file on."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            file.seek(start)
            return file.read()

    def tail(self, lines=25):
        return "\n".join(f"    {self.name}: {line}" for line in self.text().splitlines()[-lines:])


class Namespace:
    """A network namespace, and running programs in it. An empty name is the machine's own: the fabric."""

    def __init__(self, machine, name):
        self.machine, self.name = machine, name
        self.path = f"/run/netns/{name}" if name else "/proc/self/ns/net"

    def run(self, *command, stdin="", environment=None, seconds=DEADLINE):
        """Runs a program to its end. Raises Failed when it passes the deadline."""
        inside = ["nsenter", f"--net={self.path}", "--", *command] if self.name else command
        variables = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/run", **(environment or {})}
        try:
            ended = subprocess.run(inside, input=stdin, env=variables, capture_output=True, text=True, check=False,
                                   errors="replace", timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"`{shlex.join(command)}` did not end within {seconds} s: {error.output} {error.stderr}") from None
        done = Done(ended.returncode, ended.stdout, ended.stderr)
        self.machine.note(self.name or BRIDGE, command, stdin, environment, done)
        return done

    def must(self, *command, **options):
        """`run`, for a program that has to succeed. Returns its output."""
        done = self.run(*command, **options)
        if done.status != 0:
            raise Failed(f"`{shlex.join(command)}` in {self.name or BRIDGE} ended with status {done.status}: {done.said}")
        return done.output

    def json(self, *command, **options):
        """`must`, for a program that prints JSON."""
        text = self.must(*command, **options)
        try:
            return json.loads(text or "[]")
        except ValueError as error:
            raise Failed(f"`{shlex.join(command)}` printed no JSON ({error}): {shortened(text, 500)}") from None

    def ip(self, *lines):
        """Runs lines of `ip`, in one go."""
        return self.must("ip", "-batch", "-", stdin="\n".join(lines) + "\n")

    def start(self, name, *command, environment=None, stdout=None):
        """Starts a program that stays."""
        variables = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/run", **(environment or {})}
        inside = ["ip", "netns", "exec", self.name, *command] if self.name else list(command)
        service = Service(name, inside, variables, f"{self.machine.logs}/{name}.log", stdout)
        self.machine.services.append(service)
        return service

    def socket(self, family, kind=socket.SOCK_STREAM):
        """A socket of this namespace: it stays there, whichever thread uses it."""
        return self._call(lambda: socket.socket(family, kind))

    def write(self, path, text):
        """Writes a file of /proc/sys/net as this namespace has it."""
        def body():
            with open(path, "w", encoding="ascii") as file:
                file.write(text)
        self._call(body)

    def _call(self, body):
        """`body()`, on a thread that is in this namespace."""
        answer = []

        def enter():
            try:
                with open(self.path, encoding="ascii") as file:
                    if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), CLONE_NEWNET) != 0:
                        raise OSError(ctypes.get_errno(), f"setns {self.path}")
                answer.append(body())
            except OSError as error:
                answer.append(error)

        thread = threading.Thread(target=enter)
        thread.start()
        thread.join()
        if isinstance(answer[0], OSError):
            raise answer[0]
        return answer[0]

    def remove(self):
        self.machine.root.must("ip", "netns", "delete", self.name)


class Machine:
    """The machine of one scenario."""

    def __init__(self, programs, logs, verbose=False):
        """Makes it out of the namespaces this process is in. `programs` is the folder of the programs under test and of
        `traffic`; logs go to the folder `logs`."""
        self.programs, self.logs, self.verbose = programs, logs, verbose
        self.services, self._ports = [], 0
        self.root = Namespace(self, "")
        self.root.must("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run")
        self.root.must("mount", "-t", "sysfs", "sysfs", "/sys")
        os.makedirs("/run/netns")
        # Frames between ports of a bridge with IPv6 of its own would be answered by the fabric, too.
        self.root.write("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1")
        self.root.ip("link set lo up", f"link add {BRIDGE} type bridge mcast_snooping 0", f"link set {BRIDGE} up")

    def program(self, name):
        path = os.path.join(self.programs, name)
        if not os.access(path, os.X_OK):
            raise Skipped(f"no program {name} yet; build it or set CALICO_BIN")
        return path

    def need(self, *names):
        """Raises Skipped unless the machine has these programs."""
        for name in names:
            if name in PROGRAMS or name == "traffic":
                self.program(name)
            elif not shutil.which(name, path=f"{PATH}:/usr/lib/frr"):
                raise Skipped(f"no program {name} found")

    def namespace(self, name, forwards=False):
        """A new network namespace; with forwarding if it is a node's or a router's."""
        self.root.must("ip", "netns", "add", name)
        namespace = Namespace(self, name)
        namespace.ip("link set lo up")
        if forwards:
            namespace.write("/proc/sys/net/ipv4/ip_forward", "1")
            namespace.write("/proc/sys/net/ipv6/conf/all/forwarding", "1")
        return namespace

    def plug(self, namespace, link="eth0", addresses=()):
        """Gives a namespace a link into the fabric."""
        self._ports += 1
        port = f"port{self._ports}"
        self.root.ip(f"link add {port} type veth peer name {link} netns {namespace.name}",
                     f"link set {port} master {BRIDGE} up")
        namespace.ip(f"link set {link} up", *(f"address add {each} dev {link} nodad" for each in addresses))
        return port

    def note(self, place, command, stdin, environment, done):
        """With `verbose`, prints what was run."""
        if self.verbose:
            shown = " ".join([*(f"{k}={shlex.quote(v)}" for k, v in (environment or {}).items()), shlex.join(command)])
            print(f"{place}$ {shown}{' <<< ' + shortened(stdin, 1500) if stdin else ''}\n[{done.status}] {shortened(done.said, 1500)}",
                  flush=True)

    def tails(self):
        """The last lines of all logs, for a scenario that failed."""
        seen = {service.log: service for service in self.services}
        return "\n".join(filter(None, (service.tail() for service in seen.values())))

    def end(self):
        """Ends all programs that stay. What is left goes with the namespaces."""
        for service in self.services:
            service.send(signal.SIGKILL)
        for service in self.services:
            service.wait()
