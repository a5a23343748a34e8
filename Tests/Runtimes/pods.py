"""Pods as kubelet makes them, through a runtime's CRI service: one sandbox, one busybox container in it."""

import json
import time
import uuid

import oci_image

# The container greets over HTTP in its pod's name; nothing else, so it is killed rather than asked to end.
SERVE = ["/bin/sh", "-c", "echo hello from $(hostname) > /www/index.html; exec httpd -f -p 80 -h /www"]


class ExecFailed(Exception):
    """A program in a container ended with a status other than 0."""


def url(address, port=80):
    return f"http://[{address}]:{port}/" if ":" in address else f"http://{address}:{port}/"


class Pod:
    """`start` makes it, `stop` ends it, `remove` forgets it; `addresses` has what PodSandboxStatus said."""

    def __init__(self, containerd, name, port_mappings=(), annotations=None, attempt=0):
        self.host, self.cri, self.name = containerd.host, containerd.cri, name
        self.config = {
            "metadata": {"name": name, "uid": str(uuid.uuid4()), "namespace": "default", "attempt": attempt}, "hostname": name,
            "port_mappings": list(port_mappings), "annotations": annotations or {},
            "linux": {"cgroup_parent": self.host.cgroup},
        }
        self.id, self.addresses = None, []

    def start(self):
        self.start_sandbox()
        container = {"metadata": {"name": "main"}, "image": {"image": oci_image.BUSYBOX}, "command": SERVE}
        self.container = self.cri.call("CreateContainer", pod_sandbox_id=self.id, config=container,
                                       sandbox_config=self.config)["container_id"]
        self.cri.call("StartContainer", container_id=self.container)
        return self

    def start_sandbox(self):
        """Makes the sandbox alone: network namespace, CNI ADD, the process that holds it. `milliseconds` is what it took."""
        began = time.monotonic()
        self.id = self.cri.call("RunPodSandbox", config=self.config)["pod_sandbox_id"]
        self.milliseconds = (time.monotonic() - began) * 1000
        network = self.status()["status"]["network"]
        self.addresses = [network["ip"], *(each["ip"] for each in network["additional_ips"])]
        return self

    @property
    def address(self):
        return self.addresses[0]

    def status(self):
        return self.cri.call("PodSandboxStatus", pod_sandbox_id=self.id, verbose=True)

    def info(self):
        """What containerd says about the sandbox beyond the CRI: process, namespace path, CNI result."""
        return json.loads(self.status()["info"]["info"])

    def namespace_path(self):
        namespaces = self.info()["runtimeSpec"]["linux"]["namespaces"]
        return next(each["path"] for each in namespaces if each["type"] == "network")

    def host_interface(self):
        """The host's link towards the pod, from the host's own routes."""
        return self.host.json("ip", "-json", "route", "get", self.address)[0]["dev"]

    def execute(self, *command, seconds=10):
        """Runs a program in the container and returns its standard output."""
        done = self.cri.call("ExecSync", container_id=self.container, cmd=list(command), timeout=seconds)
        if done["exit_code"] != 0:
            said = (done["stdout"] + done["stderr"]).decode(errors="replace").strip()
            raise ExecFailed(f"`{' '.join(command)}` in pod {self.name} ended with status {done['exit_code']}: {said}")
        return done["stdout"].decode()

    def ping(self, address):
        """One echo request from the pod, answered within 2 seconds, or ExecFailed. Returns milliseconds."""
        return round_trip(self.execute("ping", "-c", "1", "-W", "2", address))

    def fetch(self, address):
        """The page served at an address, as seen from the pod; ExecFailed after 3 seconds."""
        return self.execute("timeout", "3", "wget", "-q", "-O", "-", url(address)).strip()

    def stop(self):
        self.cri.call("StopPodSandbox", pod_sandbox_id=self.id)

    def remove(self):
        self.cri.call("RemovePodSandbox", pod_sandbox_id=self.id)
        self.id = None

    def discard(self):
        """Stops and removes it, if that has not been done."""
        if self.id:
            self.stop()
            self.remove()


def ping(host, address):
    """One echo request from the host itself. Returns milliseconds, raises CommandFailed after 2 seconds."""
    return round_trip(host.run("busybox", "ping", "-c", "1", "-W", "2", address))


def fetch(address, run, port=80):
    """The page at an address, fetched by `run`: a host's `run` or `outside`. CommandFailed after 3 seconds."""
    return run("busybox", "wget", "-q", "-O", "-", url(address, port), seconds=3).strip()


def round_trip(said):
    return float(said.split("time=")[1].split()[0])
