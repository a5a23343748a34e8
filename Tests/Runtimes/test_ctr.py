"""containerd's own command line tool with --cni: another CNI client, which knows the fixed paths only."""

import subprocess
import unittest

from containerd import Containerd, missing
from host_test import HostTest
from oci_image import BUSYBOX
from pods import SERVE, fetch, ping
from private_host import Hopeless, wait_for

REASON = missing()


@unittest.skipIf(REASON, REASON)
class Ctr(HostTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.containerd = Containerd(cls.host).start()
        cls.addClassCleanup(cls.containerd.cri.close)
        cls.containerd.load_images()

    def start(self, name):
        """`ctr run --cni` in the foreground: a process that ends with its container."""
        process = self.host.service(name, *self.containerd.ctr_command(
            "run", "--cni", "--rm", "--cgroup", f"{self.host.cgroup}/{name}", BUSYBOX, name, *SERVE))
        self.addCleanup(self.end, name, process)
        return process

    def end(self, name, process):
        """Ends the container; ctr then tears its network down and ends, within 10 seconds."""
        if process.poll() is None:
            self.containerd.ctr("tasks", "kill", "--signal", "KILL", name)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            self.fail(f"ctr run did not end within 10 s after its container: {self.host.log(name)}")

    def address(self, name, process):
        """The container's address, read in its namespace, as soon as it runs."""

        def probe():
            if process.poll() is not None:
                raise Hopeless(f"ctr run ended with status {process.returncode}: {self.host.log(name)}")
            tasks = [line.split() for line in self.containerd.ctr("tasks", "ls").splitlines()]
            identifier = next(task[1] for task in tasks if task[0] == name)
            (link,) = self.host.json("nsenter", "--net", "--target", identifier, "ip", "-json", "-4", "address", "show", "eth0")
            return link["addr_info"][0]["local"]

        return wait_for(f"the address of container {name}", probe)

    def test_two_containers(self):
        first, second = self.start("one"), self.start("two")
        one, two = self.address("one", first), self.address("two", second)
        self.assertNotEqual(one, two)
        for address in one, two:
            ping(self.host, address)
            wait_for(f"the web server at {address}", lambda: fetch(address, self.host.run))
        self.containerd.ctr("tasks", "exec", "--exec-id", "ping", "one", "ping", "-c", "1", "-W", "2", two)
        self.assertEqual(self.network.addresses_used(), 2)
        self.end("one", first)
        self.end("two", second)
        self.assert_nothing_left()


if __name__ == "__main__":
    unittest.main()
