"""A containerd of our own in a private host, with everything it keeps in one folder of that host."""

import json
import os

import cri
import network
import oci_image
from private_host import Hopeless, wait_for

FOLDER = "/run/test-containerd"
SOCKET = f"{FOLDER}/containerd.sock"

CONFIGURATION = """
version = 2
root = {root}
state = {state}
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper",
    "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.restart", "io.containerd.tracing.processor.v1.otlp"]
[grpc]
  address = {socket}
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = {pause}
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    conf_dir = {conf_dir}
    bin_dir = {bin_dir}
    max_conf_num = 1
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = {snapshotter}
"""


def missing(**options):
    """Why pods through containerd cannot run here; "" if they can."""
    return (network.missing("containerd", "containerd-shim-runc-v2", "ctr", "runc", **options) or oci_image.static_busybox()[1]
            or ("" if cri.grpc else "no Python module grpc (package python3-grpcio)"))


class Containerd:
    """containerd with its CRI service using the given CNI folders; `cri` is the client connected to it.

    It need not be stopped: it ends with its host. `stop` and `start` are for tests of a restart.
    """

    def __init__(self, host, conf_dir="/etc/cni/net.d", bin_dir="/opt/cni/bin", snapshotter="overlayfs"):
        self.host = host
        values = {"root": f"{FOLDER}/root", "state": f"{FOLDER}/state", "socket": SOCKET, "pause": oci_image.PAUSE,
                  "snapshotter": snapshotter, "conf_dir": conf_dir, "bin_dir": bin_dir}
        quoted = {key: json.dumps(value) for key, value in values.items()}
        host.write(f"{FOLDER}/config.toml", CONFIGURATION.format(**quoted))
        self.cri = cri.Client(host.path(SOCKET))

    def start(self, seconds=20):
        """Starts it and waits until its CRI service says that runtime and network are ready."""
        self.process = self.host.service("containerd", "containerd", "--config", f"{FOLDER}/config.toml", "--log-level", "info")
        try:
            wait_for("containerd's CRI service to be ready", self._ready, seconds)
        except TimeoutError as error:
            raise RuntimeError(f"{error}\nlast lines of its log:\n{self.host.log('containerd')}") from None
        return self

    def _ready(self):
        if self.process.poll() is not None:
            raise Hopeless(f"containerd ended with status {self.process.returncode}:\n{self.host.log('containerd')}")
        if not os.path.exists(self.host.path(SOCKET)):
            return False
        conditions = self.cri.call("Status", seconds=5)["status"]["conditions"]
        if unmet := [f"{each['type']}: {each['message']}" for each in conditions if not each["status"]]:
            raise RuntimeError("; ".join(unmet))
        return True

    def load_images(self):
        """Builds and imports the test images, and waits until the CRI service knows them."""
        for short, name in oci_image.NAMES.items():
            oci_image.build(name, self.host.path(f"/run/{short}.tar"))
            self.ctr("images", "import", f"/run/{short}.tar")
        for name in oci_image.NAMES.values():
            wait_for(f"image {name} in the CRI service",
                     lambda: self.cri.call("ImageStatus", image={"image": name})["image"])

    def ctr(self, *arguments, **options):
        """Runs containerd's own command line tool, in the namespace the CRI service uses."""
        return self.host.run(*self.ctr_command(*arguments), **options)

    def ctr_command(self, *arguments):
        return ["ctr", "--address", SOCKET, "--namespace", "k8s.io", *arguments]

    def stop(self):
        """Ends containerd; pods keep running."""
        self.host.stop_service("containerd", self.process)
