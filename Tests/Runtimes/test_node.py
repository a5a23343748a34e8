"""Pods of a real containerd on a node with its daemon: another machine reaches them by what BGP told it."""

import json
import os
import unittest

from containerd import missing
from network import CALICO_BIN, OURS, STATE
from pods import fetch
from private_host import wait_for
from test_cri import CRITest

OTHER_STATE = "/run/test-other"
PROGRAMS = "/usr/local/bin"
REASON = missing() or ("" if OURS else "about our network alone") or next(
    (f"no program {CALICO_BIN}/{each}; build it or set CALICO_BIN" for each in ("calico-node", "calicoctl")
     if not os.access(os.path.join(CALICO_BIN, each), os.X_OK)), "")


@unittest.skipIf(REASON, REASON)
class Node(CRITest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for program in "calico-node", "calicoctl":
            cls.host.copy_in(os.path.join(CALICO_BIN, program), f"{PROGRAMS}/{program}")

    def daemon(self, name, state, address, *inside, pod_cidr=None):
        flags = ["--node-name", name, "--state-dir", state, "--ip", address, *(["--pod-cidr", pod_cidr] if pod_cidr else [])]
        process = self.host.service(f"calico-{name}", *inside, f"{PROGRAMS}/calico-node", "run", *flags)
        self.addCleanup(self.host.run, *inside, f"{PROGRAMS}/calico-node", "cleanup", "--state-dir", state)
        self.addCleanup(self.host.stop_service, f"calico-{name}", process)
        return process

    def status(self, state):
        return json.loads(self.host.run(f"{PROGRAMS}/calicoctl", "node", "status", "-o", "json", "--socket", f"{state}/run/calico-node.sock"))

    def nodes_know_each_other(self, state):
        nodes = [{"apiVersion": "projectcalico.org/v3", "kind": "Node", "metadata": {"name": name}, "spec": {"bgp": {"ipv4Address": address}}}
                 for name, address in (("node1", "198.51.100.1/24"), ("node2", "198.51.100.2/24"))]
        self.host.write(f"{state}/nodes.yaml", "\n---\n".join(json.dumps(node) for node in nodes))
        self.host.run(f"{PROGRAMS}/calicoctl", "apply", "-f", f"{state}/nodes.yaml", environment={"CALICO_STATE_DIR": state})

    def test_another_machine_reaches_pods_by_what_bgp_told_it(self):
        # Nothing but BGP may lead there.
        self.host.outside("ip", "route", "delete", "default")
        self.addCleanup(self.host.outside, "ip", "route", "add", "default", "via", "198.51.100.1")
        for state in STATE, OTHER_STATE:
            self.nodes_know_each_other(state)
        first = self.daemon("node1", STATE, "198.51.100.1/24", pod_cidr="10.244.1.0/24")
        self.daemon("node2", OTHER_STATE, "198.51.100.2/24", "ip", "netns", "exec", "outside")
        pod = self.pod("a")
        wait_for("the route on the other machine", lambda: "10.244.1.0/24 via 198.51.100.1" in self.host.outside("ip", "route"))
        self.host.outside("busybox", "ping", "-c", "1", "-W", "2", pod.address)
        self.wait_for_web_server(pod)
        self.assertEqual(fetch(pod.address, self.host.outside), "hello from a")
        parts = {part["name"]: part["words"] for part in self.status(STATE)["parts"]}
        self.assertEqual(parts["endpoints"], "1 pod interfaces")
        # The daemon goes without a word; packets do not need it.
        self.host.run("sh", "-c", "kill -KILL $(cat /run/calico-node1.pid)")
        first.wait(5)
        self.host.outside("busybox", "ping", "-c", "3", "-W", "2", pod.address)
        pod.discard()
        # The next one finds out what happened meanwhile.
        self.daemon("node1", STATE, "198.51.100.1/24")
        wait_for("the daemon", lambda: self.status(STATE))
        wait_for("no pod to be left", lambda: "0 pod interfaces" in str(self.status(STATE)["parts"]))


if __name__ == "__main__":
    unittest.main()
