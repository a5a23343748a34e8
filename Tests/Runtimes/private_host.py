"""A private "host" for container runtimes (see private_host.sh), and running programs in it.

    with PrivateHost() as host:
        print(host.run("ip", "link"))

Nothing a program does in the host is seen by the machine: it has its own network, processes, mounts, and writable
copies of /etc, /opt and /var. Everything ends with the `with` block, or with this process however it dies.
"""

import functools
import json
import os
import select
import shutil
import subprocess
import time

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "private_host.sh")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class CommandFailed(Exception):
    """A program in the host ended with a status other than 0, or passed its deadline. `output` has all it printed."""

    def __init__(self, command, what, output):
        super().__init__(f"`{' '.join(command)}` {what}: {output.strip() or '(no output)'}")
        self.output = output


class Hopeless(Exception):
    """Raised by the probe of `wait_for`: what it waits for will not come."""


def wait_for(what, probe, seconds=10.0):
    """Calls `probe` until it returns something true, and returns that. Raises TimeoutError after `seconds`,
    with the last exception `probe` raised, if any."""
    deadline = time.monotonic() + seconds
    while True:
        last = None
        try:
            if answer := probe():
                return answer
        except Hopeless:
            raise
        except Exception as error:  # too early, in ways only the caller knows
            last = error
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s for {what}" + (f"; last: {last}" if last else ""))
        time.sleep(0.02)


@functools.cache
def missing():
    """Why no private host can be made here; "" if one can."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("unshare", "nsenter", "ip", "sysctl", "timeout", "busybox"):
        if not shutil.which(program, path=PATH):
            return f"no program {program} found"
    attempt = ["unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "grep", "-qw", "overlay", "/proc/filesystems"]
    done = subprocess.run(attempt, check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"needs network, mount and process namespaces and overlayfs: {done.stderr.strip()}"


class PrivateHost:
    """Namespaces that live as long as this object is entered. Needs root, util-linux, iproute2 and overlayfs."""

    uplink_address = "198.51.100.1"

    def __enter__(self):
        self.name = f"calico-runtimes-{os.getpid()}-{time.monotonic_ns() % 1_000_000}"
        self.cgroup = f"/{self.name}"
        self._services = []
        # A session of its own: an interrupt from the keyboard ends us, and that ends it, after it cleaned up.
        self._keeper = subprocess.Popen([SCRIPT, self.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, start_new_session=True)
        try:
            said = self._read_until(b"ready\n", seconds=10)
            self._pid = int(said.split()[0])
            self._inside = [f"--net=/proc/{self._pid}/ns/net", f"--mount=/proc/{self._pid}/ns/mnt",
                            f"--pid=/proc/{self._pid}/ns/pid_for_children"]
            self._connect_to_outside()
        except BaseException as error:
            self.__exit__(type(error), error)
            raise
        return self

    def __exit__(self, kind=None, *unused):
        """Ends all processes of the host and waits, at most 20 s, until nothing of it is left."""
        self._keeper.stdin.close()
        try:
            status = self._keeper.wait(20)
            complaint = "" if status == 0 else f"ended with status {status}: {self._keeper.stderr.read().decode().strip()}"
        except subprocess.TimeoutExpired:
            complaint = f"(process {self._keeper.pid}) did not end within 20 s"
        for process in self._services:
            process.wait(5)
        self._keeper.stdout.close()
        self._keeper.stderr.close()
        if complaint and kind is None:  # otherwise there is an earlier and better error
            raise RuntimeError(f"private host {self.name} {complaint}")

    def _read_until(self, end, seconds):
        deadline, said = time.monotonic() + seconds, b""
        while not said.endswith(end):
            if not select.select([self._keeper.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError(f"private host: waited {seconds} s for {end!r}, got {said!r}")
            if not (part := os.read(self._keeper.stdout.fileno(), 4096)):
                raise RuntimeError(f"private host did not start: {self._keeper.stderr.read().decode().strip()}")
            said += part
        return said

    def _connect_to_outside(self):
        """Gives the host what any node has: forwarding, an uplink `eth0` and default routes. The other end of the
        uplink is the network namespace `outside`, another machine."""
        self.run("sh", "-ec", """
            sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
            ip -batch - <<END
            link set lo up
            netns add outside
            link add eth0 type veth peer name eth0 netns outside
            link set eth0 addrgenmode none up
            address add 198.51.100.1/24 dev eth0
            address add 2001:db8:51::1/64 dev eth0 nodad
            route add default via 198.51.100.2
            route add default via 2001:db8:51::2
END
            ip -netns outside -batch - <<END
            link set lo up
            link set eth0 addrgenmode none up
            address add 198.51.100.2/24 dev eth0
            address add 2001:db8:51::2/64 dev eth0 nodad
            route add default via 198.51.100.1
            route add default via 2001:db8:51::1
END
            """)

    def command(self, *command, environment=None):
        """The command line (and environment) with which to start `command` inside the host."""
        variables = {"PATH": PATH, "HOME": "/run", "LANG": "C.UTF-8", **(environment or {})}
        return ["nsenter", *self._inside, "--", "env", "-i", *(f"{k}={v}" for k, v in variables.items()), *command]

    def run(self, *command, seconds=20, environment=None, check=True):
        """Runs a program in the host and returns its standard output. Kills it after `seconds`.
        Raises CommandFailed if it was killed, or ended with a status other than 0, unless `check` is false."""
        limited = self.command("timeout", "--signal=KILL", str(seconds), *command, environment=environment)
        try:
            done = subprocess.run(limited, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                                  timeout=seconds + 5)  # later: for a child that keeps the pipes open
        except subprocess.TimeoutExpired as error:
            raise CommandFailed(command, f"left processes running after {seconds} s", str(error.output)) from None
        said = "\n".join(filter(None, (done.stdout.strip(), done.stderr.strip())))
        if done.returncode in (-9, 137):
            raise CommandFailed(command, f"did not end within {seconds} s", said)
        if check and done.returncode != 0:
            raise CommandFailed(command, f"ended with status {done.returncode}", said)
        return done.stdout

    def outside(self, *command, **options):
        """`run`, on the other machine: the namespace behind the uplink."""
        return self.run("ip", "netns", "exec", "outside", *command, **options)

    def json(self, *command, **options):
        """`run`, for a program that prints JSON."""
        return json.loads(self.run(*command, **options) or "[]")

    def path(self, inside):
        """The path by which this process reaches the host's file `inside`."""
        return f"/proc/{self._pid}/root{inside}"

    def write(self, inside, text):
        """Writes a file in the host, with the folders above it."""
        os.makedirs(os.path.dirname(self.path(inside)), exist_ok=True)
        with open(self.path(inside), "w", encoding="utf-8") as file:
            file.write(text)

    def copy_in(self, source, inside):
        """Copies a program or data file of the machine into the host, executable."""
        os.makedirs(os.path.dirname(self.path(inside)), exist_ok=True)
        with open(source, "rb") as read, open(self.path(inside), "wb") as written:
            while part := read.read(1 << 20):
                written.write(part)
        os.chmod(self.path(inside), 0o755)

    def service(self, name, *command):
        """Starts a program that stays; what it prints goes to /run/NAME.log, its process id to /run/NAME.pid."""
        with open(self.path(f"/run/{name}.log"), "ab") as log:
            process = subprocess.Popen(
                self.command("sh", "-c", f'echo $$ > /run/{name}.pid; exec "$@"', name, *command),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self._services.append(process)
        return process

    def stop_service(self, name, process, seconds=10):
        """Asks a service to end, by its process id, and waits for it; kills it after `seconds`."""
        if process.poll() is None:
            self.run("sh", "-c", f"kill $(cat /run/{name}.pid)")
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.run("sh", "-c", f"kill -KILL $(cat /run/{name}.pid)")
                process.wait(5)
        self._services.remove(process)

    def log(self, name, lines=15):
        """The last lines a service printed, for error messages."""
        try:
            with open(self.path(f"/run/{name}.log"), encoding="utf-8", errors="replace") as file:
                return "".join(file.readlines()[-lines:])
        except OSError as error:
            return f"({error})"
