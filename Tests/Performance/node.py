"""calico-node: routes from a router into the kernel, beside BIRD doing the same; from a new pod to another host's kernel; a daemon that idles."""

import json
import os
import re
import signal
import subprocess
import time

from report import middle

ROUTES, QUICK = 100_000, 2_000
DEADLINE = 60

BIRD = """
router id {own};
log "{folder}/bird-{name}.log" all;
protocol device {{ scan time 10; }}
ipv4 table nothing;
protocol static many {{ disabled {disabled}; ipv4; {routes} }}
protocol kernel {{ ipv4 {{ import none; export filter {{ if source = RTS_BGP then accept; reject; }}; }}; }}
protocol bgp peer {{ local {own} as 65001; neighbor {other} as {other_as}; strict bind on; hold time 90;
  ipv4 {{ import all; export where source = RTS_STATIC; }}; }}
"""


class NodeScenarios:
    def __init__(self, quick, programs, folder, report):
        self.quick, self.programs, self.folder, self.report = quick, programs, folder, report
        self.count = QUICK if quick else ROUTES
        self.failures, self.processes = [], []
        os.makedirs(folder, exist_ok=True)

    def run(self):
        for scenario in (self.learned, self.spread, self.idle):
            try:
                scenario()
            except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                self.failures.append(f"node {scenario.__name__}: {error}")
            finally:
                self.end()

    # Hosts

    def hosts(self, names):
        """Namespaces in one network: 10.8.0.1 and so on."""
        self.names = ["fabric", *names]
        run("ip", "netns", "add", "fabric")
        run("ip", "-n", "fabric", "link", "add", "name", "bridge", "type", "bridge")
        run("ip", "-n", "fabric", "link", "set", "bridge", "up")
        for number, name in enumerate(names, 1):
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
            run("ip", "-n", "fabric", "link", "add", f"to-{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
            run("ip", "-n", "fabric", "link", "set", f"to-{name}", "master", "bridge", "up")
            run("ip", "-n", name, "address", "add", f"10.8.0.{number}/24", "dev", "eth0")
            run("ip", "-n", name, "link", "set", "eth0", "up")

    def end(self):
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(20)
        self.processes = []
        for name in getattr(self, "names", []):
            subprocess.run(["ip", "netns", "del", name], check=False)
        self.names = []
        subprocess.run(["rm", "-rf", f"{self.folder}/state"], check=False)

    def start(self, name, *command, **more):
        process = subprocess.Popen(["ip", "netns", "exec", name, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
        self.processes.append(process)
        return process

    def node(self, name, number, *flags):
        state = f"{self.folder}/state/{name}"
        os.makedirs(state, exist_ok=True)
        process = self.start(name, f"{self.programs}/calico-node", "run", "--node-name", name, "--state-dir", state, "--datastore-dir",
                             f"{self.folder}/state/shared/datastore", "--pod-cidr", f"10.9.{number}.0/24", *flags)
        wait(f"calico-node of {name}", lambda: self.status(name) is not None)
        return process

    def status(self, name):
        done = subprocess.run([f"{self.programs}/calicoctl", "node", "status", "-o", "json", "--socket", f"{self.folder}/state/{name}/run/calico-node.sock"],
                              capture_output=True, text=True, check=False)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def apply(self, *resources):
        text = "\n---\n".join(json.dumps({"apiVersion": "projectcalico.org/v3", **each}) for each in resources)
        environment = {**os.environ, "CALICO_STATE_DIR": f"{self.folder}/state/shared"}
        subprocess.run([f"{self.programs}/calicoctl", "apply", "-f", "-"], input=text, text=True, env=environment, check=True, capture_output=True)

    def bird(self, name, own, other, other_as, routes, disabled):
        path = f"{self.folder}/state/bird-{name}.conf"
        os.makedirs(f"{self.folder}/state", exist_ok=True)
        words = " ".join(f"route 20.{i >> 16}.{i >> 8 & 255}.{i & 255}/32 blackhole;" for i in range(routes))
        with open(path, "w", encoding="utf-8") as file:
            file.write(BIRD.format(own=own, other=other, other_as=other_as, routes=words, disabled=disabled, folder=f"{self.folder}/state", name=name))
        self.start(name, "bird", "-f", "-c", path, "-s", f"{self.folder}/state/bird-{name}.ctl")

    def birdc(self, name, *words):
        return subprocess.run(["birdc", "-s", f"{self.folder}/state/bird-{name}.ctl", *words], capture_output=True, text=True, check=False).stdout

    def kernel_count(self, name):
        text = subprocess.run(["ip", "netns", "exec", name, "cat", "/proc/net/fib_triestat"], capture_output=True, text=True, check=True).stdout
        return max(int(number) for number in re.findall(r"Prefixes:\s+(\d+)", text))

    # Figures

    def timed(self, announcer, receiver):
        """Seconds until all routes are in the kernel of the receiver, and until they are out again."""
        wait("the session", lambda: "Established" in self.birdc(announcer, "show", "protocols", "peer"))
        before = self.kernel_count(receiver)
        began = time.monotonic()
        self.birdc(announcer, "enable", "many")
        wait("the routes", lambda: self.kernel_count(receiver) >= before + self.count)
        added = time.monotonic() - began
        began = time.monotonic()
        self.birdc(announcer, "disable", "many")
        wait("their end", lambda: self.kernel_count(receiver) <= before)
        return added, time.monotonic() - began

    def learned(self):
        figures = {"ours": [], "bird": []}
        for _ in range(1 if self.quick else 3):
            self.hosts(["router", "host"])
            self.node("host", 1)
            self.apply({"kind": "BGPPeer", "metadata": {"name": "router"}, "spec": {"peerIP": "10.8.0.1", "asNumber": 65001}})
            self.bird("router", "10.8.0.1", "10.8.0.2", 64512, self.count, "yes")
            figures["ours"].append(self.timed("router", "host"))
            self.end()
            self.hosts(["router", "host"])
            self.bird("host", "10.8.0.2", "10.8.0.1", 65001, 0, "yes")
            self.bird("router", "10.8.0.1", "10.8.0.2", 65001, self.count, "yes")
            figures["bird"].append(self.timed("router", "host"))
            self.end()
        for place, verb in enumerate(("into the kernel", "out of it again")):
            ours, bird = (middle([each[place] for each in figures[who]]) for who in ("ours", "bird"))
            self.report.add(f"{self.count:,} routes from BIRD {verb}", "s", ours, "BIRD to BIRD", bird, most=1.0)

    def spread(self):
        self.hosts(["one", "two"])
        for number, name in enumerate(("one", "two"), 1):
            self.node(name, number, "--ip", f"10.8.0.{number}/24")
        self.apply({"kind": "IPPool", "metadata": {"name": "others"}, "spec": {"cidr": "10.77.0.0/16"}})
        wait("the session", lambda: all(peer["state"] == "Established" for peer in self.status("two")["peers"]) and self.status("two")["peers"])
        monitor = subprocess.Popen(["ip", "-n", "two", "-4", "-o", "-ts", "monitor", "route"], stdout=subprocess.PIPE, text=True)
        taken = []
        for pod in range(5 if self.quick else 50):
            run("ip", "netns", "add", "pod")
            configuration = {"cniVersion": "1.0.0", "name": "bench", "type": "calico", "state_dir": f"{self.folder}/state/one",
                             "ipam": {"type": "calico-ipam", "ranges": [[{"subnet": "10.77.1.0/24"}]]}}
            environment = {**os.environ, "CNI_COMMAND": "ADD", "CNI_CONTAINERID": f"pod{pod}", "CNI_NETNS": "/run/netns/pod", "CNI_IFNAME": "eth0",
                           "CNI_PATH": self.programs}
            began = time.time()
            subprocess.run(["ip", "netns", "exec", "one", f"{self.programs}/calico"], input=json.dumps(configuration), text=True, env=environment,
                           check=True, capture_output=True)
            while not (found := re.search(r"T(\d+):(\d+):([\d.]+)\] *10\.77\.1\.\d+ via", monitor.stdout.readline())):
                pass
            hours, minutes, seconds = found.groups()
            clock = time.localtime(began)
            took = (int(hours) - clock.tm_hour) * 3600 + (int(minutes) - clock.tm_min) * 60 + float(seconds) - clock.tm_sec - began % 1
            taken.append(took * 1000)
            subprocess.run(["ip", "netns", "exec", "one", f"{self.programs}/calico"], input=json.dumps(configuration), text=True,
                           env={**environment, "CNI_COMMAND": "DEL"}, check=True, capture_output=True)
            run("ip", "netns", "del", "pod")
        monitor.terminate()
        monitor.wait()
        self.report.limit("from the start of a pod's ADD to its route in another host's kernel", "ms", middle(taken), 20)

    def idle(self):
        names = ["one", "two", "three", "four"]
        self.hosts(names)
        for number, name in enumerate(names, 1):
            self.node(name, number, "--ip", f"10.8.0.{number}/24")
        wait("the sessions", lambda: sum(peer["state"] == "Established" for peer in self.status("one")["peers"]) == 3)
        pid = self.status("one")["pid"]
        before = ticks(pid)
        time.sleep(5 if self.quick else 60)
        spent = (ticks(pid) - before) / os.sysconf("SC_CLK_TCK") / (5 if self.quick else 60) * 1000
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            resident = int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024
        self.report.limit("daemon with 3 peers, resident", "MiB", resident, 20)
        self.report.limit("daemon with 3 peers, CPU of a second", "ms", spent, 1)


def run(*command):
    subprocess.run(command, check=True)


def ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def wait(what, condition):
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(f"waited {DEADLINE} s for {what}")
        time.sleep(0.02)
