#!/usr/bin/python3
"""Three hosts, their pods and a router, all on a private network inside this machine: calico-node at work.

    demo.py [FOLDER]      FOLDER has calico-node, calico, calico-ipam and calicoctl; default: CALICO_BIN, or bin/ of this repository

Needs root and BIRD. Ends with status 0 if all worked and nothing is left behind.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import resources
import snapshot
from machine import PROGRAMS, Failed, Machine, Skipped, wait_for
from node import BGP, PODS, nodes, wait_for_mesh
from router import AS, BIRD
from run_all import HERE, PRIVATE

DEADLINE = 120


def say(text=""):
    print(f"  {text}".rstrip(), flush=True)


def line(label, value):
    say(f"{label:<34} {value}")


class Demo:
    def __init__(self, machine):
        self.machine = machine
        self.nodes = nodes(machine, 3)
        self.clean = [snapshot.of(node) for node in self.nodes]

    def start(self):
        began = time.monotonic()
        for node in self.nodes:
            node.start(wait=False)
        for node in self.nodes:
            node.wait_until_up()
        wait_for_mesh(self.nodes)
        say(f"{'host':<7} {'addresses':<26} {'its pods are in':<30}")
        for node in self.nodes:
            say(f"{node.name:<7} {node.ip4 + ' ' + node.ip6:<26} {' '.join(node.pod_cidrs)}")
        say()
        line("calico-node on each, a full mesh", f"all sessions up, all routes in {time.monotonic() - began:.1f} s")

    def pods(self):
        self.a, self.b, self.c = pods = [node.pod(name).serve() for node, name in zip(self.nodes, "abc")]
        for source, target in (self.a, self.b), (self.b, self.c), (self.c, self.a):
            line(f"ping {source.name} -> {target.name}, IPv4 and IPv6",
                 f"{source.ping(target.address(4)):.2f} ms, {source.ping(target.address(6)):.2f} ms")
        line("HTTP a <- c", self.a.fetch(self.c.address(4)))
        return pods

    def show_status(self):
        say()
        say("node1$ calicoctl node status")
        for text in self.nodes[0].calicoctl("node", "status").splitlines():
            say(f"  {text}")
        say()

    def restart(self):
        """One daemon is killed and started under a ping. The kernel forwards on, the others keep its routes."""
        one = self.nodes[0]
        ping = self.a.namespace.start("ping", "ping", "-n", "-q", "-i", "0.005", self.b.address(4), stdout=subprocess.PIPE)
        one.kill()
        wait_for("the others to notice", lambda: self.nodes[1].peers()[one.ip4]["state"] != "Established")
        one.start()
        wait_for_mesh(self.nodes)
        ping.send(signal.SIGINT)
        said = ping.stdout.read().decode()
        ping.wait()
        ping.stdout.close()
        sent, received = map(int, re.search(r"(\d+) packets transmitted, (\d+) received", said).groups())
        line("kill -9 node1's daemon, start it", f"{sent} pings meanwhile, {sent - received} lost")
        if sent != received:
            raise Failed(f"pings were lost: {said}")

    def change(self):
        """A peer is added and an AS number changed while everything runs."""
        one, two, three = self.nodes
        bird = BIRD(self.machine)
        bird.start(bird.session("node1v4", one.ip4, 64512, "direct"))
        began = time.monotonic()
        one.apply(resources.peer("rack", node=one.name, peerIP=bird.address4, asNumber=AS))
        bird.wait_has(one.pod_cidrs[0], session="node1v4")
        one.wait_routes(bird.lan4)
        line("BGPPeer added: BIRD on a router", f"routes both ways in {time.monotonic() - began:.1f} s, ping from behind it "
             f"{bird.host.ping(self.a.address(4)):.2f} ms")
        before = {address: peer["uptimeSeconds"] for address, peer in one.peers().items() if peer["state"] == "Established"}
        began = time.monotonic()
        patch = json.dumps({"spec": {"bgp": {"asNumber": 65003}}})
        one.namespace.must(self.machine.program("calicoctl"), "patch", "node", three.name, "--type", "merge", "-p", patch,
                           environment=one.environment(shared=True))
        wait_for("node3's new AS number", lambda: one.peers()[three.ip4]["remoteAS"] == 65003)
        wait_for_mesh_and_rack(self.nodes, bird)
        kept = [address for address, peer in one.peers().items() if address in before and peer["uptimeSeconds"] >= before[address]
                and address not in (three.ip4, three.ip6)]
        line("node3's AS is 65003 now", f"its sessions up again in {time.monotonic() - began:.1f} s; "
             f"node1's other {len(kept)} of {len(before) - 2} went on")
        self.a.ping(self.c.address(4))
        bird.stop()

    def end(self, pods):
        for pod in pods:
            pod.remove()
        for node in self.nodes:
            node.stop()
            if (done := node.calico_node("cleanup", "--state-dir", node.state)).status != 0:
                raise Failed(f"cleanup on {node.name} ended with status {done.status}: {done.said}")
        say()
        say("pods deleted, daemons stopped, `calico-node cleanup` on each; left behind on the three hosts:")
        say()
        line("routes", sum(len(node.kernel_routes(number)) for node in self.nodes for number in (PODS, BGP)))
        left = [text for node, clean in zip(self.nodes, self.clean) for part in snapshot.differences(clean, snapshot.of(node)) for text in part]
        line("differences to before", len(left))
        if left:
            raise Failed("left behind: " + "; ".join(left))


def wait_for_mesh_and_rack(all_nodes, bird):
    one = all_nodes[0]
    for node in all_nodes:
        others = [address for other in all_nodes if other is not node for address in (other.ip4, other.ip6)]
        node.wait_established(*others, *([bird.address4] if node is one else []))
        node.wait_routes(*(cidr for other in all_nodes if other is not node for cidr in other.pod_cidrs))


EXPLANATION = """
What you saw: each host has pods of its own, and a daemon that tells the other hosts by BGP where they are. The kernel forwards;
so a daemon may die or be upgraded while packets flow. Configuration is resources (`calicoctl apply`), and a change touches
only the sessions that it concerns. It speaks with routers as they are: here BIRD.
"""


def demo(folder):
    with tempfile.TemporaryDirectory(prefix="calico-demo-") as logs:
        machine = Machine(folder, logs)
        try:
            machine.need(*PROGRAMS, "bird", "birdc")
            began = time.monotonic()
            print("\n  Three hosts on a private network: namespaces of its own, so this machine's network is not touched.\n")
            show = Demo(machine)
            show.start()
            pods = show.pods()
            show.show_status()
            show.restart()
            show.change()
            show.end(pods)
            print("\n".join(f"  {text}".rstrip() for text in EXPLANATION.splitlines()))
            print(f"\n  all well, {time.monotonic() - began:.1f} s\n")
        except Exception:
            print(machine.tails(), file=sys.stderr)
            raise
        finally:
            machine.end()


def main():
    if len(sys.argv) > 2 or (len(sys.argv) == 2 and sys.argv[1].startswith("-")):
        sys.exit(__doc__)
    folder = os.path.abspath(sys.argv[1] if len(sys.argv) == 2 else os.environ.get("CALICO_BIN") or f"{HERE}/../../bin")
    if os.environ.get("CALICO_DEMO_INSIDE"):
        try:
            demo(folder)
        except (Failed, Skipped) as error:
            sys.exit(f"demo: {error}")
        return
    if os.geteuid() != 0:
        sys.exit("demo: needs root")
    try:
        done = subprocess.run([*PRIVATE, sys.executable, __file__, folder], env={**os.environ, "CALICO_DEMO_INSIDE": "1"},
                              stdin=subprocess.DEVNULL, check=False, timeout=DEADLINE)
    except KeyboardInterrupt:
        sys.exit("demo: interrupted, nothing is left behind")
    except subprocess.TimeoutExpired:
        sys.exit(f"demo: did not end within {DEADLINE} s; nothing is left behind")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
