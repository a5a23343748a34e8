"""podman on our network, with its CNI backend (podman 4; podman 5 dropped CNI)."""

import json
import unittest

from host_test import HostTest
from network import BIN, CONF, NAME, missing
from oci_image import BUSYBOX, build, static_busybox
from pods import SERVE, fetch, ping
from private_host import CommandFailed, wait_for

REASON = missing("podman", "conmon", "runc") or static_busybox()[1]

SETTINGS = f"""
[network]
network_backend = "cni"
cni_plugin_dirs = ["{BIN}"]
network_config_dir = "{CONF}"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "none"
runtime = "runc"
"""


@unittest.skipIf(REASON, REASON)
class Podman(HostTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host.write("/run/podman.conf", SETTINGS)
        build(BUSYBOX, cls.host.path("/run/busybox.tar"))
        try:
            cls.podman("load", "--input", "/run/busybox.tar")
            cls.without_cni = ""
        except CommandFailed as error:
            if "network backend" not in error.output.lower():
                raise
            cls.without_cni = f"this podman has no CNI backend: {error.output}"

    def setUp(self):
        super().setUp()
        if self.without_cni:
            self.skipTest(self.without_cni)

    @classmethod
    def podman(cls, *arguments, check=True):
        return cls.host.run("podman", "--root", "/run/podman/root", "--runroot", "/run/podman/run", "--storage-driver", "vfs",
                            *arguments, environment={"CONTAINERS_CONF": "/run/podman.conf"}, check=check)

    def container(self, name, *options):
        """A running container, gone after the test; returns what inspect says of its network."""
        self.addCleanup(self.podman, "rm", "--force", "--time", "0", "--ignore", name)
        self.podman("run", "--detach", "--name", name, "--hostname", name, "--cgroup-parent", self.host.cgroup,
                    "--network", NAME, *options, BUSYBOX, *SERVE)
        return json.loads(self.podman("inspect", name))[0]["NetworkSettings"]["Networks"][NAME]

    def test_a_container_has_an_address_and_answers(self):
        a, b = self.container("a"), self.container("b")
        self.assertTrue(a["IPAddress"].startswith("10.244.1."), a)
        ping(self.host, a["IPAddress"])
        self.podman("exec", "a", "ping", "-c", "1", "-W", "2", b["IPAddress"])
        self.assertEqual(self.network.addresses_used(), 2)

    def test_a_published_port_is_forwarded(self):
        self.container("a", "--publish", "8080:80")
        page = wait_for("the published port", lambda: fetch(self.host.uplink_address, self.host.outside, port=8080))
        self.assertEqual(page, "hello from a")

    def test_an_address_can_be_chosen(self):
        self.assertEqual(self.container("a", "--ip", "10.244.1.77")["IPAddress"], "10.244.1.77")

    def test_stopping_ends_the_network_and_starting_makes_it_anew(self):
        self.container("a")
        self.podman("stop", "--time", "0", "a")
        self.assert_nothing_left()
        self.podman("start", "a")
        self.podman("exec", "a", "ping", "-c", "1", "-W", "2", self.host.uplink_address)


if __name__ == "__main__":
    unittest.main()
