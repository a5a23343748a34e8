"""A host of the network under test: a network namespace with a link into the fabric, a state folder, its calico-node, and
pods."""

import json
import os
import shutil
import signal

import resources
from machine import Failed, wait_for
from pod import Pod

#: Protocol numbers of routes: of pods, of BGP.
PODS, BGP = 83, 84
HOLD_TIME = 3


class Node:
    """The `number`-th host of the fabric: 10.192.0.NUMBER and fd00:192::NUMBER, pods in 10.65.NUMBER.0/24 and
    fd00:65:NUMBER::/64. Its datastore is its own, or `cluster`'s."""

    def __init__(self, machine, number, cluster=None, pod_cidrs=None, options=()):
        self.machine, self.number, self.cluster = machine, number, cluster
        self.name = f"node{number}"
        self.ip4, self.ip6 = f"10.192.0.{number}", f"fd00:192::{number}"
        self.pod_cidrs = pod_cidrs if pod_cidrs is not None else [f"10.65.{number}.0/24", f"fd00:65:{number}::/64"]
        self.state = f"/run/{self.name}"
        self.secrets = f"{self.state}/secrets"
        self.options = {"hold-time": HOLD_TIME, "restart-time": 120, **dict(options)}
        self._own_binary = None
        self.pods, self.service = [], None
        os.makedirs(self.secrets)
        self.namespace = machine.namespace(self.name, forwards=True)
        self.port = machine.plug(self.namespace, "eth0", [f"{self.ip4}/24", f"{self.ip6}/64"])
        self.namespace.ip("route add default via 10.192.0.254", "route add default via fd00:192::fe")

    # The daemon.

    @property
    def binary(self):
        return self._own_binary or self.machine.program("calico-node")

    def command_line(self, *more):
        options = {"node-name": self.name, "state-dir": self.state, "ip": f"{self.ip4}/24", "ip6": f"{self.ip6}/64",
                   "secrets-dir": self.secrets, "log-format": "json", **self.options}
        if self.pod_cidrs:
            options["pod-cidr"] = ",".join(self.pod_cidrs)
        if self.cluster:
            options["datastore-dir"] = f"{self.cluster}/datastore"
        words = [word for key, value in options.items() if value is not None for word in (f"--{key}", str(value))]
        return [self.binary, "run", *words, *more]

    def start(self, *more, wait=True):
        """Starts calico-node, and waits until it answers."""
        if self.service and self.service.is_running():
            raise Failed(f"{self.name}'s daemon runs already")
        self.service = self.namespace.start(self.name, *self.command_line(*more))
        if wait:
            self.wait_until_up()
        return self

    def wait_until_up(self):
        wait_for(f"the daemon of {self.name} to answer", self.answers)

    def answers(self):
        if not self.service.is_running():
            raise Failed(f"it ended with status {self.service.wait()}\n{self.service.tail()}")
        report = self.status()
        if not any(part["name"] == "start" and part["isReady"] for part in report["parts"]):
            raise Failed(f"it has not started yet: {report['parts']}")
        return report

    def stop(self):
        """SIGTERM; it has to end with status 0."""
        status = self.service.stop(signal.SIGTERM)
        if status != 0:
            raise Failed(f"the daemon of {self.name} ended with status {status} after SIGTERM\n{self.service.tail()}")

    def kill(self):
        self.service.kill()

    def own_binary(self):
        """Has a copy of the program to itself, which can be replaced while it runs."""
        path = f"{self.state}/calico-node"
        shutil.copy(self.machine.program("calico-node"), f"{path}.new")
        os.rename(f"{path}.new", path)
        self._own_binary = path

    def log(self):
        return self.service.text()

    # What it is asked and told.

    def environment(self, shared=False):
        return {"CALICO_STATE_DIR": self.cluster if shared and self.cluster else self.state}

    def calicoctl(self, *arguments, **options):
        """Asks the daemon. Returns the program's output."""
        return self.namespace.must(self.machine.program("calicoctl"), *arguments, environment=self.environment(), **options)

    def calico_node(self, *arguments):
        """Runs a verb of calico-node other than `run`. Returns how it ended."""
        return self.namespace.run(self.binary, *arguments, environment=self.environment())

    def status(self):
        """The daemon's report."""
        report = json.loads(self.calicoctl("node", "status", "-o", "json", seconds=10))
        return report.get("status", report)

    def routes(self, *arguments):
        return self.calicoctl("bgp", "routes", *arguments)

    def apply(self, *what):
        """Has calicoctl apply resources (see resources.py), or text, to the node's datastore."""
        text = what[0] if isinstance(what[0], str) else resources.text(*what)
        self.namespace.must(self.machine.program("calicoctl"), "apply", "-f", "-", stdin=text, environment=self.environment(True))

    def delete(self, kind, *names):
        self.namespace.must(self.machine.program("calicoctl"), "delete", kind, *names, environment=self.environment(True))

    def secret(self, name, text, key="password"):
        """Puts a password into the folder of secrets; none takes it away."""
        folder = f"{self.secrets}/{name}"
        if text is None:
            shutil.rmtree(folder)
            return
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/{key}.new", "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(f"{folder}/{key}.new", f"{folder}/{key}")

    # Sessions.

    def peers(self):
        """The daemon's peers, by address."""
        return {peer["address"]: peer for peer in self.status()["peers"]}

    def established(self, *addresses):
        """Whether exactly these sessions are there, and up."""
        peers = self.peers()
        states = {address: peer["state"] for address, peer in peers.items()}
        wanted = {address: "Established" for address in addresses}
        if states != wanted:
            reasons = "; ".join(f"{address}: {peer['state']} ({peer.get('reason')})" for address, peer in peers.items())
            raise Failed(f"sessions are {reasons or 'none'}; wanted up: {', '.join(addresses) or 'none'}")
        return True

    def wait_established(self, *addresses, seconds=40):
        wait_for(f"sessions of {self.name} with {', '.join(addresses) or 'nobody'}", lambda: self.established(*addresses), seconds)

    # The kernel.

    def kernel_routes(self, protocol=BGP):
        """The kernel's routes with this protocol number, by prefix: the words of `ip route` after it."""
        found = {}
        for version in ("-4", "-6"):
            for line in self.namespace.must("ip", version, "-o", "route", "show", "proto", str(protocol)).splitlines():
                words = line.replace("\\", " ").split()
                if words[0] in ("blackhole", "unreachable"):
                    words = [words[1], words[0], *words[2:]]
                prefix = words[0] if "/" in words[0] else f"{words[0]}/{128 if ':' in words[0] else 32}"
                found[prefix] = " ".join(words[1:])
        return found

    def has_routes(self, *prefixes, via=""):
        """Whether the kernel has BGP routes for all these prefixes, by this next hop if one is given."""
        routes = self.kernel_routes()
        missing = [each for each in prefixes if via not in routes.get(each, "-") or each not in routes]
        if missing:
            raise Failed(f"{self.name}'s kernel has no BGP route {via and f'via {via} '}to {', '.join(missing)}; it has {routes}")
        return True

    def has_no_routes(self, *prefixes):
        """Whether the kernel has no BGP route for any of these prefixes; without prefixes: none at all."""
        there = {prefix: words for prefix, words in self.kernel_routes().items() if not prefixes or prefix in prefixes}
        if there:
            raise Failed(f"{self.name}'s kernel still has {there}")
        return True

    def wait_routes(self, *prefixes, via="", seconds=30):
        wait_for(f"BGP routes on {self.name}", lambda: self.has_routes(*prefixes, via=via), seconds)

    def wait_no_routes(self, *prefixes, seconds=30):
        wait_for(f"BGP routes to go on {self.name}", lambda: self.has_no_routes(*prefixes), seconds)

    def pod(self, name, ranges=None):
        pod = Pod(self, name, ranges)
        self.pods.append(pod)
        return pod

    def link(self, state):
        """Pulls the cable of the node, or plugs it in again: "down", "up"."""
        self.machine.root.ip(f"link set {self.port} {state}")


def nodes(machine, count, shared=True, **more):
    """Several nodes. On a datastore they share they are a mesh; without, each has its own."""
    cluster = "/run/cluster" if shared else None
    if cluster:
        os.makedirs(cluster, exist_ok=True)
    return [Node(machine, number, cluster, **more) for number in range(1, count + 1)]


def start_mesh(machine, count, **more):
    """Several nodes on one datastore, started, with all sessions of both families up and all routes in place."""
    all_nodes = nodes(machine, count, **more)
    for node in all_nodes:
        node.start()
    wait_for_mesh(all_nodes)
    return all_nodes


def wait_for_mesh(all_nodes):
    for node in all_nodes:
        others = [other for other in all_nodes if other is not node]
        node.wait_established(*(address for other in others for address in (other.ip4, other.ip6)))
        for other in others:
            for cidr in other.pod_cidrs:
                node.wait_routes(cidr, via=other.ip6 if ":" in cidr else other.ip4)
