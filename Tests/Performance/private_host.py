"""A private "host" to measure on: network, mount and process namespaces of its own, with an uplink that leads
nowhere. The kernel removes all of it when the last process in it is gone, however that comes about."""

import ctypes
import os
import signal
import subprocess
import sys

CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET = 0x00020000, 0x20000000, 0x40000000
MS_REC, MS_PRIVATE = 0x4000, 0x40000
PR_SET_PDEATHSIG = 1

# Folders where a plugin may leave files by itself: what is written there stays in the private host's memory.
COVERED = ["/run", "/var/log", "/var/lib"]

# A node has an address and a default route. Without them the kernel has no source address for a packet from the
# host to a pod, and does not answer ARP for others (proxy_arp).
UPLINK = """\
link set lo up
link add uplink type veth peer name uplink-far
link set uplink-far up
link set uplink up
address add 192.0.2.1/24 dev uplink
route add default via 192.0.2.254 dev uplink
"""

libc = ctypes.CDLL(None, use_errno=True)


def check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        sys.exit(f"{what}: {os.strerror(number)}")


def mount(source, target, kind, flags=0):
    encoded = [text.encode() if text else None for text in (source, target, kind)]
    check(libc.mount(*encoded, ctypes.c_ulong(flags), None), f"mount {target}")


def supervise(inside):
    """Waits for the process in the private host, ends it when asked to, and ends with its status."""

    def end(number, _):
        os.kill(inside, signal.SIGKILL)
        os.waitpid(inside, 0)
        sys.exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    _, status = os.waitpid(inside, 0)
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


def enter(needed):
    """Returns in a new process that is in the private host. `needed` are folders that stay visible there."""
    sys.stdout.flush()
    sys.stderr.flush()
    check(libc.unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID), "unshare")
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    inside = os.fork()
    if inside:
        supervise(inside)
    # Process 1 of the private host: when it dies, the kernel kills every process in there.
    check(libc.prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL)), "prctl")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for folder in COVERED:
        if not any(os.path.realpath(path).startswith(os.path.realpath(folder) + "/") for path in needed):
            mount("tmpfs", folder, "tmpfs")
    mount("proc", "/proc", "proc")
    # /sys shows the links of the network namespace that it was mounted in.
    mount("sysfs", "/sys", "sysfs")
    subprocess.run(["ip", "-batch", "-"], input=UPLINK, text=True, check=True)
    with open("/proc/sys/net/ipv4/ip_forward", "w") as forward:
        forward.write("1")
