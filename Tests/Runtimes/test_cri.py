"""Kubernetes' way to our plugin: pods through the CRI service of a real containerd."""

import hashlib
import os
import unittest
from concurrent.futures import ThreadPoolExecutor

from containerd import Containerd, missing
from host_test import HostTest
from network import OURS
from pods import Pod, fetch, ping
from private_host import wait_for

REASON = missing()


class CRITest(HostTest):
    """One containerd for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.containerd = Containerd(cls.host).start()
        cls.addClassCleanup(cls.containerd.cri.close)
        cls.containerd.load_images()

    def pod(self, name, **options):
        """A started pod that is gone after the test."""
        pod = Pod(self.containerd, name, **options)
        self.addCleanup(pod.discard)
        return pod.start()

    def wait_for_web_server(self, pod):
        wait_for(f"the web server of pod {pod.name}", lambda: fetch(pod.address, self.host.run))


@unittest.skipIf(REASON, REASON)
class Pods(CRITest):
    def test_two_pods_and_the_host_reach_each_other(self):
        a, b = self.pod("a"), self.pod("b")
        self.assertNotEqual(a.address, b.address)
        for pod in a, b:
            self.assertTrue(pod.address.startswith("10.244.1."), pod.address)
            ping(self.host, pod.address)
            self.host.outside("busybox", "ping", "-c", "1", "-W", "2", pod.address)
        self.assertEqual(self.network.addresses_used(), 2)
        a.ping(b.address)
        b.ping(a.address)
        a.ping(self.host.uplink_address)
        self.wait_for_web_server(b)
        self.assertEqual(a.fetch(b.address), "hello from b")

    def test_the_address_is_on_eth0_of_the_pod(self):
        pod = self.pod("a")
        self.assertIn(f"inet {pod.address}/", pod.execute("ip", "-4", "address", "show", "dev", "eth0"))

    @unittest.skipUnless(OURS, "about our plugin alone")
    def test_a_pod_looks_as_calico_users_know_it(self):
        pod = self.pod("a")
        interface = "cali" + hashlib.sha1(b"default.a").hexdigest()[:11]
        self.assertEqual(pod.host_interface(), interface)
        self.assertIn("ee:ee:ee:ee:ee:ee", self.host.run("ip", "link", "show", "dev", interface))
        self.assertIn(f"inet {pod.address}/32", pod.execute("ip", "-4", "address", "show", "dev", "eth0"))
        self.assertIn("default via 169.254.1.1 dev eth0", pod.execute("ip", "route"))

    def test_a_host_port_is_forwarded_from_the_host_and_from_another_machine(self):
        pod = self.pod("a", port_mappings=[{"container_port": 80, "host_port": 8080}])
        self.wait_for_web_server(pod)
        for run in self.host.outside, self.host.run:
            self.assertEqual(fetch(self.host.uplink_address, run, port=8080), "hello from a")
        self.assertEqual(fetch("127.0.0.1", self.host.run, port=8080), "hello from a")

    def test_bandwidth_annotations_shape_the_host_interface(self):
        pod = self.pod("a", annotations={"kubernetes.io/ingress-bandwidth": "10M"})
        self.assertIn("tbf", self.host.run("tc", "qdisc", "show", "dev", pod.host_interface()))
        pod.ping(self.host.uplink_address)

    def test_eight_pods_at_once(self):
        pods = [Pod(self.containerd, f"pod{number}") for number in range(8)]
        for pod in pods:
            self.addCleanup(pod.discard)
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(Pod.start, pods))
            self.assertEqual(len({pod.address for pod in pods}), 8)
            self.assertEqual(self.network.addresses_used(), 8)
            list(threads.map(lambda pod: pod.ping(pods[0].address), pods[1:]))
            list(threads.map(Pod.stop, pods))
            self.assert_nothing_left()
            list(threads.map(Pod.remove, pods))


@unittest.skipIf(REASON, REASON)
class Endings(CRITest):
    def test_a_stopped_pod_has_left_the_network_before_it_is_removed(self):
        self.pod("a").stop()
        self.assert_nothing_left()

    def test_stopping_twice_is_fine(self):
        pod = self.pod("a")
        pod.stop()
        pod.stop()

    def test_a_pod_whose_namespace_path_vanished_still_stops(self):
        pod = self.pod("a")
        self.remove_namespace(pod)
        pod.stop()

    def test_a_pod_whose_namespace_and_processes_vanished_still_stops(self):
        pod = self.pod("a")
        interface = pod.host_interface()
        name = os.path.basename(pod.namespace_path())
        # One that has ended with another of its pod meanwhile is no failure; one that stays is.
        self.host.run("sh", "-c", f"for pid in $(ip netns pids {name}); do kill -KILL $pid; done; true")
        wait_for("the pod's processes to end", lambda: not self.host.run("ip", "netns", "pids", name).strip())
        self.remove_namespace(pod)
        wait_for("the kernel to end the namespace", lambda: interface not in self.host.run("ip", "-brief", "link"))
        # Refused while containerd is still noticing that its processes died; kubelet tries again, too.
        wait_for("StopPodSandbox to succeed", lambda: pod.stop() or True)

    def test_the_end_of_a_pods_old_sandbox_does_not_harm_its_new_one(self):
        old, new = self.pod("a"), self.pod("a", attempt=1)
        self.assertNotEqual(old.address, new.address)
        old.stop()
        new.ping(self.host.uplink_address)
        ping(self.host, new.address)
        self.assertEqual(self.network.addresses_used(), 1)

    def test_a_pod_outlives_a_restart_of_containerd(self):
        pod = self.pod("a")
        self.containerd.stop()
        ping(self.host, pod.address)
        self.containerd.start()
        other = self.pod("b")
        self.assertNotEqual(other.address, pod.address)
        other.ping(pod.address)

    def remove_namespace(self, pod):
        path = pod.namespace_path()
        self.host.run("umount", path)
        self.host.run("rm", path)


@unittest.skipIf(REASON, REASON)
class DualStackPods(CRITest):
    dual_stack = True

    # Ours works from the first packet. Others may wait a second for the kernel's duplicate address detection.
    patience = 0 if OURS else 3

    def test_a_pod_has_an_address_of_each_family_and_both_work(self):
        a, b = self.pod("a"), self.pod("b")
        self.assertEqual([":" in address for address in b.addresses], [False, True])
        for address in b.addresses:
            wait_for(f"an answer of {address}", lambda: a.ping(address), self.patience)
            ping(self.host, address)
        self.wait_for_web_server(b)
        for address in b.addresses:
            self.assertEqual(a.fetch(address), "hello from b")

    def test_a_host_port_is_forwarded_in_both_families(self):
        pod = self.pod("a", port_mappings=[{"container_port": 80, "host_port": 8080}])
        self.wait_for_web_server(pod)
        for address in self.host.uplink_address, "2001:db8:51::1":
            wait_for(f"the host port at {address}", lambda: fetch(address, self.host.outside, port=8080), self.patience)


if __name__ == "__main__":
    unittest.main()
