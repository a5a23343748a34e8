#!/usr/bin/python3
"""Two pods on our network, made by a real containerd the way Kubernetes makes them, on a private host inside this one.

    demo.py [FOLDER]      FOLDER has calico and calico-ipam; default: CALICO_BIN, or bin/ of this repository

Needs root. Ends with status 0 if all worked and nothing is left behind.
"""

import sys
import time

from containerd import Containerd, missing
from network import CALICO_BIN, Network
from pods import Pod, fetch, ping
from private_host import PrivateHost, wait_for


def line(label, value):
    print(f"  {label:<24} {value}", flush=True)


def ask(label, action):
    """Prints what `action` answers, or says which step failed."""
    try:
        line(label, action())
    except Exception as error:
        line(label, "FAILED")
        raise RuntimeError(f"{label}: {error}") from None


def start(pods):
    print(f"  {'pod':<5} {'address':<14} {'host interface':<17} sandbox ready in")
    for pod in pods:
        pod.start()
        print(f"  {pod.name:<5} {pod.address:<14} {pod.host_interface():<17} {pod.milliseconds:.0f} ms", flush=True)
    print()


def traffic(host, a, b):
    ask("ping a -> b", lambda: f"{a.ping(b.address):.2f} ms")
    ask("ping b -> a", lambda: f"{b.ping(a.address):.2f} ms")
    ask("ping host -> a", lambda: f"{ping(host, a.address):.2f} ms")
    ask("ping host -> b", lambda: f"{ping(host, b.address):.2f} ms")
    wait_for("the web server of pod b", lambda: fetch(b.address, host.run))
    ask("HTTP a <- b", lambda: a.fetch(b.address))
    print()


def end(network, pods):
    began = time.monotonic()
    for pod in pods:
        pod.discard()
    print(f"  both pods deleted in {(time.monotonic() - began) * 1000:.0f} ms; left behind:\n")
    left = network.left_behind()
    for kind in "link", "route", "namespace":
        line(f"{kind}s", sum(each.startswith(f"{kind} ") for each in left))
    line("addresses in use", network.addresses_used())
    print()
    if left:
        raise RuntimeError("left behind: " + "; ".join(left))


def demo(folder):
    if reason := missing(calico_bin=folder):
        raise RuntimeError(reason)
    with PrivateHost() as host:
        network = Network(host, calico_bin=folder)
        containerd = Containerd(host).start()
        containerd.load_images()
        version = containerd.cri.call("Version")
        print(f"\n  Two pods on a private host: network namespaces of its own, so this machine's network is not touched.")
        print(f"  {version['runtime_name']} {version['runtime_version']}, network {network.configuration['name']},"
              f" plugin {network.configuration['plugins'][0]['type']}\n")
        pods = [Pod(containerd, "a"), Pod(containerd, "b")]
        start(pods)
        traffic(host, *pods)
        end(network, pods)
        containerd.cri.close()


def main():
    if len(sys.argv) > 2 or (len(sys.argv) == 2 and sys.argv[1].startswith("-")):
        sys.exit(__doc__)
    began = time.monotonic()
    try:
        demo(sys.argv[1] if len(sys.argv) == 2 else CALICO_BIN)
    except KeyboardInterrupt:
        sys.exit("demo: interrupted, nothing is left behind")
    except Exception as error:
        sys.exit(f"demo: {error}")
    print(f"  all well, {time.monotonic() - began:.1f} s\n")


if __name__ == "__main__":
    main()
