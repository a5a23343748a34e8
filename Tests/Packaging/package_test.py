"""The Debian package from its first installation to its purge. See `run`."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from host import OWN, PEER, Host
from private_systemd import Failed, PrivateSystemd, Skipped, wait_for

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.abspath(f"{HERE}/../..")
PROGRAMS = ("calico", "calico-ipam", "calicoctl", "calico-node")
POD = {"CNI_CONTAINERID": "packaging", "CNI_NETNS": "/run/netns/pod", "CNI_IFNAME": "eth0", "CNI_PATH": "/opt/cni/bin"}
NETWORK = '{"cniVersion": "1.0.0", "name": "pods", "type": "calico", "ipam": {"type": "calico-ipam", "subnet": "usePodCidr"}}'
MESH_PASSWORD = """{"apiVersion": "projectcalico.org/v3", "kind": "BGPConfiguration", "metadata": {"name": "default"},
  "spec": {"nodeMeshPassword": {"secretKeyRef": {"name": "mesh", "key": "password"}}}}"""


class Package(Host):
    """The steps, in their order: see STEPS."""

    def take(self, step):
        """Takes a step, and prints its line. Returns 1."""
        start = time.monotonic()
        try:
            words = step(self)
        except Failed as error:
            raise Failed(f"{step.__name__}: {error}\n{self.machine.run('journalctl', '-n', '40', '--no-pager', '-o', 'cat').output}") from None
        print(f"PASS {time.monotonic() - start:6.1f} s  {step.__name__}: {words}", flush=True)
        return 1

    # The steps.

    def settings(self):
        """The sample settings have every option of the daemon, once, with its default."""
        with open(f"{TOP}/cni-conf/calico-node.yaml", encoding="utf-8") as file:
            sample = re.findall(r"^#([a-zA-Z0-9]+):(.*)$", file.read(), re.MULTILINE)
        known = [line.split()[0] for line in self.ask("settings").splitlines()]
        known.remove("config")
        if [key for key, _ in sample] != known:
            raise Failed(f"options and sample differ in {set(known) ^ {key for key, _ in sample}}, or in their order")
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            file.write("".join(f"{key}:{value}\n" for key, value in sample))
            file.flush()
            given = self.ask("settings", "--config", file.name)
        for line in self.ask("settings").splitlines():
            words = line.removesuffix("default").split()
            if words[0] != "config" and words not in ([*given_line.replace(file.name, "").removesuffix("default").split()]
                                                      for given_line in given.splitlines()):
                raise Failed(f"the sample's value of {words[0]} is not the default, {' '.join(words[1:])}")
        return f"{len(sample)} options"

    def scripts(self):
        """The package's scripts are sh."""
        scripts = [f"{TOP}/cni-conf/debian/{name}" for name in ("build", "postinst", "prerm", "postrm")]
        for script in [*scripts, f"{HERE}/run", f"{HERE}/boot.sh"]:
            for checker in (["dash", "-n"], ["shellcheck"]):
                if not shutil.which(checker[0]):
                    continue
                done = subprocess.run([*checker, script], capture_output=True, text=True, check=False)
                if done.returncode != 0:
                    raise Failed(f"{' '.join(checker)} {script}: {done.stdout}{done.stderr}")
        return f"{len(scripts)} of the package"

    def installation(self):
        """`make install` puts everything in place, leaves settings that are there alone, and `make uninstall` takes back what it put."""
        with tempfile.TemporaryDirectory() as root:
            def make(target):
                command = ["make", "-s", "-C", TOP, target, f"BIN={os.path.dirname(self.binary)}", f"DESTDIR={root}"]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode != 0:
                    raise Failed(f"make {target}: {done.stdout}{done.stderr}")
                return sorted(os.path.relpath(os.path.join(folder, name), root) for folder, _, names in os.walk(root) for name in names)

            installed = make("put")
            for wanted in ("usr/local/bin/calico-node", "opt/cni/bin/calico", "usr/local/lib/systemd/system/calico-node.service"):
                if wanted not in installed:
                    raise Failed(f"make put does not install {wanted}")
            with open(f"{root}/etc/calico/calico-node.yaml", "w", encoding="utf-8") as file:
                file.write("nodeName: mine\n")
            make("put")
            with open(f"{root}/etc/calico/calico-node.yaml", encoding="utf-8") as file:
                if file.read() != "nodeName: mine\n":
                    raise Failed("make put wrote over changed settings")
            if (left := make("uninstall")) != ["etc/calico/calico-node.yaml"]:
                raise Failed(f"make uninstall leaves {left}")
            return f"{len(installed)} files"

    def hosts(self):
        """A network to work on: this host, another with a daemon, and a pod's namespace."""
        for line in ("netns add other", "netns add pod", "link add eth0 type veth peer name eth0 netns other", f"address add {OWN}/24 dev eth0",
                     "link set eth0 up", "-n pod link set lo up", f"-n other address add {PEER}/24 dev eth0", "-n other link set eth0 up",
                     "-n other link set lo up"):
            self.must("ip", *line.split())
        time.sleep(0.1)
        self.before = self.snapshot()
        return f"{len(self.before)} lines of state to compare with"

    def install(self):
        """`dpkg -i` puts everything in place, and enables and starts nothing."""
        self.dpkg("-i", "/run/packages/first.deb")
        if "install ok installed" not in self.must("dpkg", "-s", "calico"):
            raise Failed("dpkg does not have it as installed")
        unit = self.machine.unit("LoadState", "ActiveState", "UnitFileState")
        if unit != {"LoadState": "loaded", "ActiveState": "inactive", "UnitFileState": "disabled"}:
            raise Failed(f"after the installation the unit is {unit}")
        said = self.machine.run("systemd-analyze", "verify", "calico-node.service").said
        if "calico" in said:
            raise Failed(f"systemd-analyze verify: {said}")
        if differing := self.must("dpkg", "--verify", "calico").replace("(no output)", ""):
            raise Failed(f"dpkg --verify: {differing}")
        exposure = re.search(r"exposure level.*: ([0-9.]+)", self.must("systemd-analyze", "security", "calico-node.service", "--no-pager"))
        return f"exposure {exposure[1]} of 10"

    def start(self):
        """The unit starts, tells that it is ready, is confined, answers, and learns a route from the other host."""
        with open(f"{self.packages}/calico-node.yaml", "w", encoding="utf-8") as file:
            file.write("nodeName: here\npodCIDR: 10.65.1.0/24\nip: autodetect\nholdTime: 9s\n")
        self.must("cp", "/run/packages/calico-node.yaml", "/etc/calico/calico-node.yaml")
        self.must("calico-node", "check")
        self.must("systemctl", "enable", "--now", "calico-node")
        self.is_active()
        self.must("systemd-run", "--unit=other", "--quiet", "/bin/ip", "netns", "exec", "other", "/run/packages/calico-node", "run",
                  "--node-name", "other", "--ip", f"{PEER}/24",
                  "--pod-cidr", "10.65.2.0/24", "--state-dir", "/run/other", "--datastore-dir", "/var/lib/calico/datastore",
                  "--hold-time", "9")
        wait_for("a route from the other host", self.has_learned)
        # The other host reads the same folder of secrets.
        self.must("install", "-d", "-m", "0700", "/etc/calico/secrets/mesh")
        self.must("sh", "-c", "umask 077; printf hunter2 > /etc/calico/secrets/mesh/password")
        self.must("calicoctl", "apply", "-f", "-", stdin=MESH_PASSWORD)
        wait_for("a session with a password", lambda: "hunter2" in self.must("ss", "-tnie", "state", "established", "dst", PEER) and self.has_learned())
        self.must("calico-node", "status")
        wait_for("health", lambda: self.machine.run("calico-node", "health").returncode == 0)
        if "1" not in self.must("sysctl", "-n", "net.ipv4.ip_forward"):
            raise Failed("the daemon could not switch forwarding on")
        with open(f"/proc/{self.outer_pid()}/status", encoding="ascii") as file:
            fields = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
        # CAP_NET_BIND_SERVICE is 10, CAP_NET_ADMIN 12.
        if int(fields["CapEff"], 16) != 1 << 10 | 1 << 12 or fields["NoNewPrivs"] != "1" or fields["Seccomp"] != "2":
            raise Failed(f"capabilities {fields['CapEff']}, NoNewPrivs {fields['NoNewPrivs']}, Seccomp {fields['Seccomp']}")
        if complaints := [line for line in self.journal().splitlines() if re.search(r"\b(error|critical)\b|not permitted|Read-only", line)]:
            raise Failed(f"it complains: {complaints}")
        return f"ready in {self.seconds_to_ready():.2f} s with CAP_NET_ADMIN and CAP_NET_BIND_SERVICE alone"

    def pod(self):
        """A pod is reached from the other host."""
        self.must("/opt/cni/bin/calico", stdin=NETWORK, environment={"CNI_COMMAND": "ADD", **POD})
        self.address = self.routes(83).split()[0]
        wait_for("a ping", lambda: self.machine.run("ping", "-c1", "-W1", self.address, place="other").returncode == 0)
        wait_for("the daemon to see it", lambda: "1 pod interfaces" in self.must("calico-node", "status"))
        return self.address

    def reload(self):
        """`systemctl reload` takes changed settings over, in the same process."""
        old = self.pid()
        self.must("sed", "-i", "s/holdTime: 9s/holdTime: 12s/", "/etc/calico/calico-node.yaml")
        self.must("systemctl", "reload", "calico-node")
        wait_for("the changed setting in the log", lambda: "setting changed" in self.journal())
        self.is_active()
        if self.pid() != old:
            raise Failed("a reload started another process")
        return "holdTime"

    def restart(self):
        """`systemctl restart` keeps the store of running pods, and traffic."""
        return self.keeps("a restart", lambda: self.must("systemctl", "restart", "calico-node"))

    def kill(self):
        """Killed, it comes back by itself."""
        return self.keeps("a kill", lambda: self.must("systemctl", "kill", "--signal=KILL", "--kill-who=main", "calico-node"))

    def faults(self):
        """Settings with a fault end it for good, with words; the routes and the pod stay. Mended, it starts again."""
        self.must("sed", "-i", "s/holdTime: 12s/holdTim: 12s/", "/etc/calico/calico-node.yaml")
        if self.machine.run("systemctl", "restart", "calico-node").returncode == 0:
            raise Failed("it starts with settings that have a fault")
        state = self.machine.unit("ActiveState", "ExecMainStatus", "NRestarts")
        if (state["ActiveState"], state["ExecMainStatus"]) != ("failed", "64") or "is holdTime meant?" not in self.journal():
            raise Failed(f"with a fault in the settings it is {state}: {self.journal()}")
        self.has_learned()
        self.must("ping", "-c1", "-W2", self.address, place="other")
        self.must("sed", "-i", "s/holdTim:/holdTime:/", "/etc/calico/calico-node.yaml")
        self.must("systemctl", "start", "calico-node")
        wait_for("health", lambda: self.machine.run("calico-node", "health").returncode == 0)
        return "status 64"

    def watchdog(self):
        """One that hangs is ended by systemd's watchdog, and comes back."""
        self.must("mkdir", "-p", "/run/systemd/system/calico-node.service.d")
        self.must("sh", "-c", "printf '[Service]\\nWatchdogSec=4\\n' > /run/systemd/system/calico-node.service.d/watchdog.conf")
        self.must("systemctl", "daemon-reload")
        self.must("systemctl", "restart", "calico-node")
        said = self.keeps("a hang", lambda: os.kill(self.outer_pid(), signal.SIGSTOP))
        self.must("rm", "-r", "/run/systemd/system/calico-node.service.d")
        self.must("systemctl", "daemon-reload")
        if "watchdog" not in self.machine.run("journalctl", "-u", "calico-node", "--no-pager", "-o", "cat").output.lower():
            raise Failed("it was not the watchdog that ended it")
        return said

    def upgrade(self):
        """A newer package takes over while packets flow; settings that were changed stay."""
        said = self.keeps("an upgrade", lambda: self.dpkg("-i", "/run/packages/second.deb"))
        version = self.must("dpkg-query", "-W", "-f", "${Version}", "calico")
        if not version.endswith("+next"):
            raise Failed(f"the version is {version}")
        if "holdTime: 12s" not in self.must("cat", "/etc/calico/calico-node.yaml"):
            raise Failed("the upgrade changed the settings file")
        if self.machine.unit("UnitFileState")["UnitFileState"] != "enabled":
            raise Failed("the unit is not enabled any more")
        return said

    def remove(self):
        """`dpkg -r` with a pod that runs: what BGP learned goes, the pod stays reachable, settings and state stay."""
        said = self.dpkg("-r", "calico")
        if "running pods need" not in said:
            raise Failed(f"dpkg -r does not tell of the pod: {said}")
        if self.routes(84) != "(no output)" or self.address not in self.routes(83):
            raise Failed(f"routes after the removal: {self.routes(84)}; pods': {self.routes(83)}")
        self.must("ping", "-c1", "-W2", self.address)
        for path in ("/etc/calico/calico-node.yaml", "/etc/cni/net.d/10-calico.conflist", "/var/lib/calico/nodename"):
            self.must("test", "-e", path)
        if self.machine.run("systemctl", "cat", "calico-node").returncode == 0:
            raise Failed("systemd still has the unit")
        return "the pod is reached"

    def again(self):
        """Installed again, it goes on with what it had; the pod is deleted; removed and purged, the machine is as before."""
        self.dpkg("-i", "/run/packages/second.deb")
        self.must("systemctl", "enable", "--now", "calico-node")
        wait_for("the route", self.has_learned)
        self.must("/opt/cni/bin/calico", stdin=NETWORK, environment={"CNI_COMMAND": "DEL", **POD})
        self.must("systemctl", "stop", "other")
        self.must("rm", "-r", "/etc/calico/secrets/mesh")
        self.dpkg("-r", "calico")
        self.dpkg("-P", "calico")
        self.must("rm", "-rf", "/run/other")
        after = self.snapshot()
        left = [line for line in after if line not in self.before]
        gone = [line for line in self.before if line not in after]
        if left or gone:
            raise Failed(f"left behind: {left}; gone: {gone}")
        for path in ("/run/calico", "/var/lib/calico", "/etc/calico"):
            if self.machine.run("test", "-e", path).returncode == 0:
                raise Failed(f"{path} is left: {self.must('find', path)}")
        if self.machine.run("dpkg", "-s", "calico").returncode == 0:
            raise Failed("dpkg still knows it")
        return f"{len(after)} lines of state are as before"

    STEPS = (settings, scripts, installation, hosts, install, start, pod, reload, restart, kill, faults, watchdog, upgrade, remove, again)


def build(binaries, packages):
    """Makes the package, and one of a higher version."""
    environment = {**os.environ, "CALICO_DEB_COMPRESSION": "none"}
    for name, suffix in ("first", ""), ("second", "+next"):
        version = [] if not suffix else [first_version + suffix]
        command = [f"{TOP}/cni-conf/debian/build", binaries, packages, *version]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failed(f"the package cannot be built: {done.stderr}")
        path = done.stdout.strip()
        first_version = os.path.basename(path).split("_")[1]
        os.rename(path, f"{packages}/{name}.deb")


def missing(binaries):
    """Why it cannot be tried here; "" if it can."""
    if os.geteuid() != 0:
        return "needs root"
    if absent := [name for name in PROGRAMS if not os.access(f"{binaries}/{name}", os.X_OK)]:
        return f"{binaries} has no {', '.join(absent)}"
    programs = ("dpkg", "dpkg-deb", "unshare", "setpriv", "nsenter", "ip", "ping", "make", "systemctl")
    return "".join(f"no program {name} found; " for name in programs if not shutil.which(name))


def main():
    binaries = os.path.abspath(os.environ["CALICO_BIN"])
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    with tempfile.TemporaryDirectory(prefix="calico-packages-") as packages:
        try:
            if reason := missing(binaries):
                raise Skipped(reason)
            build(binaries, packages)
            shutil.copy(f"{binaries}/calico-node", packages)
            with PrivateSystemd(packages) as machine:
                package = Package(machine, packages, binaries)
                for step in Package.STEPS:
                    counts["passed"] += package.take(step)
        except Failed as error:
            counts["failed"] += 1
            print(f"FAIL  {error}")
        except Skipped as reason:
            counts["skipped"] += 1
            print(f"skip  {reason}")
    print("packaging: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    return 1 if counts["failed"] else 0


def end(number, _):
    """Unwinds, so that the private systemd ends and folders go."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, end)
    sys.exit(main())
