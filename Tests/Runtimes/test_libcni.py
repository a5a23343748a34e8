"""Our plugin through libcni itself, the library inside containerd, CRI-O and podman: what the verbs do and leave."""

import json
import os
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

from host_test import HostTest
from network import BIN, CONF, HERE, NAME, missing
from pods import ping
from private_host import CommandFailed

# Where Debian's golang-github-appc-cni-dev puts libcni; another GOPATH that has it does as well.
GOPATH = os.environ.get("CNI_GOPATH") or "/usr/share/gocode"
LIBCNI = f"{GOPATH}/src/github.com/containernetworking/cni/libcni"

# CNI's bandwidth plugin crashes in CHECK when it has no limits (as of plugins 1.1).
LIMITS = json.dumps({"bandwidth": {"ingressRate": 10_000_000, "ingressBurst": 10_000_000}})

REASON = missing("go") or ("" if os.path.isdir(LIBCNI) else f"no libcni in {LIBCNI}; set CNI_GOPATH")


def build_cnitool(folder):
    """Compiles cnitool into `folder`, without touching the network or the user's build cache."""
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": GOPATH, "GOFLAGS": "", "GOPROXY": "off",
                   "CGO_ENABLED": "0", "GOCACHE": f"{folder}/cache"}
    done = subprocess.run(["go", "build", "-o", f"{folder}/cnitool", "."], cwd=os.path.join(HERE, "cnitool"), check=False,
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"go build of cnitool ended with status {done.returncode}:\n{done.stdout}")
    return f"{folder}/cnitool"


@unittest.skipIf(REASON, REASON)
class Verbs(HostTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with tempfile.TemporaryDirectory(prefix="cnitool-") as folder:
            cls.host.copy_in(build_cnitool(folder), "/run/cnitool")

    def namespace(self, name):
        self.host.run("ip", "netns", "add", name)
        self.addCleanup(self.host.run, "ip", "netns", "delete", name, check=False)
        return name

    def cni(self, verb, name, network=NAME, **environment):
        return self.host.run("/run/cnitool", verb, network, f"/var/run/netns/{name}", environment=environment)

    def add(self, name, **environment):
        """ADD, undone after the test; returns the result."""
        self.addCleanup(self.cni, "del", name)
        return json.loads(self.cni("add", name, **environment))

    def ping_from(self, name, address):
        self.host.run("ip", "netns", "exec", name, "busybox", "ping", "-c", "1", "-W", "2", address)

    def test_add_check_del(self):
        result = self.add(self.namespace("a"), CAP_ARGS=LIMITS)
        self.assertEqual(result["cniVersion"], "1.0.0")
        (address,) = addresses(result)
        inside = [each for each in result["interfaces"] if each.get("sandbox")]
        self.assertEqual([(each["name"], each["sandbox"]) for each in inside], [("eth0", "/var/run/netns/a")])
        ping(self.host, address)
        self.cni("check", "a", CAP_ARGS=LIMITS)
        self.cni("del", "a")
        self.assertEqual(self.network.left_behind(), ["namespace a"])
        self.assertNotIn("eth0", self.host.run("ip", "-netns", "a", "-brief", "link"))

    def test_check_notices_that_the_address_is_gone(self):
        self.add(self.namespace("a"), CAP_ARGS=LIMITS)
        self.cni("check", "a", CAP_ARGS=LIMITS)
        self.host.run("ip", "-netns", "a", "address", "flush", "dev", "eth0")
        with self.assertRaises(CommandFailed):
            self.cni("check", "a", CAP_ARGS=LIMITS)

    def test_a_second_add_gives_the_same_answer_or_an_error_and_harms_nothing(self):
        first = self.add(self.namespace("a"))
        try:
            self.assertEqual(addresses(json.loads(self.cni("add", "a"))), addresses(first))
            print("(a second ADD gives the same answer)", end=" ", flush=True)
        except CommandFailed as error:
            print(f"(a second ADD is refused: {error.output.strip()})", end=" ", flush=True)
        self.assertEqual(self.network.addresses_used(), 1)
        self.ping_from("a", self.host.uplink_address)

    def test_del_twice_and_del_without_add(self):
        self.add(self.namespace("a"))
        self.cni("del", "a")
        self.cni("del", "a")
        self.cni("del", self.namespace("b"))

    def test_del_after_the_namespace_is_gone(self):
        self.add(self.namespace("a"))
        self.host.run("ip", "netns", "delete", "a")
        self.cni("del", "a")

    def test_an_address_asked_for_is_given(self):
        result = self.add(self.namespace("a"), CNI_ARGS="IgnoreUnknown=1;IP=10.244.1.77")
        self.assertEqual(addresses(result), ["10.244.1.77"])

    def test_an_add_that_a_later_plugin_fails_is_undone_by_del(self):
        self.host.write(f"{BIN}/refuse", """#!/bin/sh
[ "$CNI_COMMAND" != ADD ] || { echo '{"cniVersion": "1.0.0", "code": 999, "msg": "refused by the test"}'; exit 1; }
""")
        self.host.run("chmod", "755", f"{BIN}/refuse")
        plugins = [*self.network.configuration["plugins"], {"type": "refuse"}]
        self.host.write(f"{CONF}/20-refused.conflist",
                        json.dumps({**self.network.configuration, "name": "refused", "plugins": plugins}))
        with self.assertRaisesRegex(CommandFailed, "refused by the test"):
            self.cni("add", self.namespace("a"), network="refused")
        self.cni("del", "a", network="refused")

    def test_sixteen_at_once_get_addresses_of_their_own(self):
        names = [self.namespace(f"n{number}") for number in range(16)]
        with ThreadPoolExecutor(16) as threads:
            given = {addresses(result)[0] for result in threads.map(self.add, names)}
            self.assertEqual(len(given), 16)
            self.assertEqual(self.network.addresses_used(), 16)
            list(threads.map(lambda address: ping(self.host, address), given))
            list(threads.map(lambda name: self.cni("del", name), names))

    def test_pods_work_on_a_host_without_default_routes(self):
        self.host.run("ip", "route", "delete", "default")
        self.addCleanup(self.host.run, "ip", "route", "add", "default", "via", "198.51.100.2")
        (a,), (b,) = addresses(self.add(self.namespace("a"))), addresses(self.add(self.namespace("b")))
        self.ping_from("a", b)
        self.ping_from("b", a)
        self.ping_from("a", self.host.uplink_address)


def addresses(result):
    return [each["address"].split("/")[0] for each in result["ips"]]


if __name__ == "__main__":
    unittest.main()
