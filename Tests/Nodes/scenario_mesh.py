"""Hosts that tell each other where their pods are."""

import time

import resources
from machine import Failed, wait_for
from node import nodes, start_mesh
from scenario import scenario

PODS_IN_A_ROW = 60


def reach_each_other(pods):
    """Every pod pings every other one by both families, and gets its words by HTTP. Returns how many ways that was."""
    for pod in pods:
        pod.serve()
    ways = 0
    for source in pods:
        for target in pods:
            for version in (4, 6) if source is not target else ():
                address = target.address(version)
                source.ping(address)
                if (words := source.fetch(address)) != f"hello from {target.name}":
                    raise Failed(f"HTTP {source.name} to {address} got {words!r}")
                ways += 1
    return ways


@scenario("calico-node", "calico", "calicoctl")
def two_nodes(machine):
    """Two hosts with a datastore each; their sessions are BGPPeers by hand."""
    one, two = nodes(machine, 2, shared=False)
    for node, other in (one, two), (two, one):
        node.apply(resources.configuration(nodeToNodeMeshEnabled=False),
                   resources.peer("other4", node=node.name, peerIP=other.ip4, asNumber=64512),
                   resources.peer("other6", node=node.name, peerIP=other.ip6, asNumber=64512))
        node.start()
    for node, other in (one, two), (two, one):
        node.wait_established(other.ip4, other.ip6)
        node.wait_routes(other.pod_cidrs[0], via=other.ip4)
        node.wait_routes(other.pod_cidrs[1], via=other.ip6)
    ways = reach_each_other([one.pod("a"), two.pod("b")])
    return f"pods reach each other by ping and HTTP, {ways} ways"


@scenario("calico-node", "calico", "calicoctl")
def three_nodes(machine):
    """Three hosts on one datastore: a mesh that comes by itself, and goes with a host."""
    all_nodes = start_mesh(machine, 3)
    ways = reach_each_other([node.pod(name) for node, name in zip(all_nodes, "abc")])
    one, two, three = all_nodes
    three.stop()
    one.delete("node", three.name)
    for node, other in (one, two), (two, one):
        node.wait_established(other.ip4, other.ip6)
        node.wait_no_routes(*three.pod_cidrs)
    three.start()
    for node in one, two:
        node.wait_routes(*three.pod_cidrs)
    return f"pods reach each other by ping and HTTP, {ways} ways; a host removed and added again"


@scenario("calico-node", "calico", "calicoctl")
def one_family(machine):
    """Hosts that speak IPv4 alone."""
    one, two = both = nodes(machine, 2)
    for node in both:
        node.options["ip6"] = None
        node.pod_cidrs = node.pod_cidrs[:1]
        node.start()
    one.wait_established(two.ip4)
    two.wait_established(one.ip4)
    one.wait_routes(*two.pod_cidrs)
    a, b = one.pod("a"), two.pod("b")
    a.ping(b.address(4))
    return "one session each, pods have one address"


def pods_known(node):
    """How many pods the daemon knows of."""
    words = next(part["words"] for part in node.status()["parts"] if part["name"] == "endpoints")
    return int(words.split()[0])


@scenario("calico-node", "calico", "calicoctl")
def pods_come_and_go(machine):
    """Each of many ADDs and DELs works beside the daemon and is noticed by it."""
    (one,) = nodes(machine, 1)
    one.start()
    latest = 0.0
    for number in range(PODS_IN_A_ROW):
        pod = one.pod(f"p{number}")
        for wanted in 1, 0:
            began = time.monotonic()
            wait_for(f"pod {number} to {'be known' if wanted else 'be gone'}", lambda count=wanted: pods_known(one) == count, 10)
            latest = max(latest, time.monotonic() - began)
            if wanted:
                pod.remove()
    return f"{PODS_IN_A_ROW} pods one after the other; noticed after {latest:.2f} s at the latest"
