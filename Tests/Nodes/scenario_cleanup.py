"""A host after calico-node: as it was before."""

import re

import snapshot
from machine import Failed
from node import nodes, wait_for_mesh
from scenario import scenario


def subject(line):
    """What a line of a snapshot is about: a path, a setting as sysctl(8) writes it, or the prefix of a route."""
    if line.startswith("/proc/sys/"):
        return line.removeprefix("/proc/sys/").split(":")[0].replace("/", ".")
    if line.startswith("file: "):
        return line.removeprefix("file: ")
    return re.sub(r"^(blackhole|unreachable) ", "", line).split()[0]


@scenario("calico-node", "calico", "calicoctl")
def cleanup(machine):
    """After `cleanup` the host is as before: links, addresses, routes, rules, nftables, settings, files; --dry-run tells it first."""
    one, two = both = nodes(machine, 2, shared=False)
    one.namespace.write("/proc/sys/net/ipv4/ip_forward", "0")
    one.namespace.write("/proc/sys/net/ipv6/conf/all/forwarding", "0")
    # The change of forwarding makes the kernel renew IPv6 routes of the host's own.
    before = snapshot.of(one)
    two.cluster = one.cluster = "/run/cluster"
    for node in both:
        node.start()
    wait_for_mesh(both)
    pod = one.pod("a")
    pod.ping(one.ip4)
    pod.remove()
    one.stop()
    stopped = snapshot.of(one)
    gone, come = snapshot.differences(before, stopped)
    if strange := [line for line in gone if not line.startswith("/proc/sys/")]:
        raise Failed("lines are gone that were there before: " + "; ".join(strange))
    if not any("proto 84" in line for line in come):
        raise Failed("a stopped daemon leaves its routes, and there are none")
    said = one.calico_node("cleanup", "--dry-run", "--state-dir", one.state)
    if said.status != 0:
        raise Failed(f"cleanup --dry-run ended with status {said.status}: {said.said}")
    if any(snapshot.differences(stopped, snapshot.of(one))):
        raise Failed(f"cleanup --dry-run changed the host: {snapshot.differences(stopped, snapshot.of(one))}")
    untold = [line for line in come if subject(line) not in said.output]
    if untold:
        raise Failed(f"cleanup --dry-run does not tell of: {'; '.join(untold)}; it tells: {said.said}")
    done = one.calico_node("cleanup", "--state-dir", one.state)
    if done.status != 0:
        raise Failed(f"cleanup ended with status {done.status}: {done.said}")
    gone, left = snapshot.differences(before, snapshot.of(one))
    if gone or left:
        raise Failed(f"after cleanup the host differs: left {left}; gone {gone}; it said: {done.said}")
    two.wait_routes(*two.pod_cidrs)
    return f"{len(come)} traces, all told by --dry-run, all gone after cleanup"


@scenario("calico-node", "calicoctl")
def cleanup_refused(machine):
    """`cleanup` is refused while the daemon runs."""
    (one,) = nodes(machine, 1)
    one.start()
    done = one.calico_node("cleanup", "--state-dir", one.state)
    if done.status == 0:
        raise Failed(f"cleanup worked beside a running daemon: {done.said}")
    one.has_routes(*one.pod_cidrs)
    return f"refused: {done.said.splitlines()[0]}"
