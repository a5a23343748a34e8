"""A router of another make at the top of the rack."""

import resources
from machine import Failed, wait_for
from node import nodes
from router import AS, BIRD, FRR
from scenario import scenario

NODE_AS = 64512
ROUTER4, ROUTER6 = "10.192.0.254", "fd00:192::fe"


def rack_peers(**spec):
    """BGPPeers of all nodes with the router."""
    return [resources.peer("rack4", peerIP=ROUTER4, asNumber=AS, **spec), resources.peer("rack6", peerIP=ROUTER6, asNumber=AS, **spec)]


def with_bird(machine, count=1, *lines, start=True, shared=True, **spec):
    """Nodes whose only sessions are with a BIRD, and that BIRD; its sessions are n1v4, n1v6, n2v4 ..."""
    all_nodes = nodes(machine, count, shared)
    for node in all_nodes if not shared else all_nodes[:1]:
        node.apply(resources.configuration(nodeToNodeMeshEnabled=False), *rack_peers(**spec))
    bird = BIRD(machine)
    sessions = []
    for node in all_nodes:
        sessions += [bird.session(f"n{node.number}v4", node.ip4, NODE_AS, "direct", *lines),
                     bird.session(f"n{node.number}v6", node.ip6, NODE_AS, "direct", *lines)]
    bird.start(*sessions)
    if start:
        for node in all_nodes:
            node.start()
        wait_for_rack(all_nodes, bird)
    return all_nodes, bird


def wait_for_rack(all_nodes, router):
    for node in all_nodes:
        node.wait_established(router.address4, router.address6)
        node.wait_routes(router.lan4, via=router.address4)
        node.wait_routes(router.lan6)  # by the router's link-local address, or the global one: both are told
        router.wait_has(*node.pod_cidrs)


def reach_the_host(all_nodes, router):
    """Pods and the host behind the router reach each other, and pods of different nodes through it."""
    pods = [node.pod(f"p{node.number}") for node in all_nodes]
    router.host.serve()
    ways = 0
    for pod in pods:
        pod.serve()
        for version in 4, 6:
            pod.ping(router.host.address(version))
            router.host.ping(pod.address(version))
            pod.fetch(router.host.address(version))
            router.host.fetch(pod.address(version))
            ways += 4
    return ways


@scenario("calico-node", "calico", "calicoctl", "bird", "birdc")
def rack_bird(machine):
    """Two hosts and BIRD: pods and the network behind the router reach each other."""
    all_nodes, bird = with_bird(machine, 2)
    ways = reach_the_host(all_nodes, bird)
    path = bird.routes("n1v4")[all_nodes[0].pod_cidrs[0]]
    if f"BGP.as_path: {NODE_AS}" not in path:
        raise Failed(f"BIRD got the pods' prefix with another path: {path}")
    return f"ping and HTTP, {ways} ways"


@scenario("calico-node", "calico", "calicoctl", "bgpd", "zebra", "vtysh")
def rack_frr(machine):
    """Two hosts and FRR: pods and the network behind the router reach each other."""
    all_nodes = nodes(machine, 2)
    all_nodes[0].apply(resources.configuration(nodeToNodeMeshEnabled=False), *rack_peers())
    frr = FRR(machine)
    frr.start(*(line for node in all_nodes for address in (node.ip4, node.ip6) for line in frr.session(address, NODE_AS)))
    for node in all_nodes:
        node.start()
    wait_for_rack(all_nodes, frr)
    ways = reach_the_host(all_nodes, frr)
    one = all_nodes[0]
    one.kill()
    wait_for("FRR to keep the routes as stale", lambda: frr.is_stale(*one.pod_cidrs))
    one.start()
    wait_for_rack(all_nodes, frr)
    wait_for("nothing to be stale at FRR", lambda: not any(path.get("stale") for paths in frr.routes().values() for path in paths))
    return f"ping and HTTP, {ways} ways; routes kept while a daemon restarts"


@scenario("calico-node", "calico", "calicoctl", "bird", "birdc")
def bird_reflects(machine):
    """BIRD as route reflector of two hosts: pods reach each other directly."""
    all_nodes = nodes(machine, 2)
    peers = [resources.peer(f"reflector{v}", peerIP=address, asNumber=NODE_AS) for v, address in ((4, ROUTER4), (6, ROUTER6))]
    all_nodes[0].apply(resources.configuration(nodeToNodeMeshEnabled=False), *peers)
    bird = BIRD(machine)
    sessions = [bird.session(f"n{node.number}v{version}", address, NODE_AS, "direct", "rr client", "rr cluster id 10.0.0.254",
                             exports="where source = RTS_BGP", channel="next hop keep;").replace("next hop self; ", "")
                for node in all_nodes for version, address in ((4, node.ip4), (6, node.ip6))]
    bird.start(*sessions, number=NODE_AS)
    for node, other in zip(all_nodes, all_nodes[::-1]):
        node.start()
    for node, other in zip(all_nodes, all_nodes[::-1]):
        node.wait_established(ROUTER4, ROUTER6)
        node.wait_routes(other.pod_cidrs[0], via=other.ip4)
        node.wait_routes(other.pod_cidrs[1], via=other.ip6)
    a, b = (node.pod(name) for node, name in zip(all_nodes, "ab"))
    a.ping(b.address(4))
    a.ping(b.address(6))
    return "next hops are the hosts themselves"


@scenario("calico-node", "calico", "calicoctl")
def node_reflects(machine):
    """One of three hosts is the route reflector of the others."""
    reflector, one, two = all_nodes = nodes(machine, 3)
    reflector.apply(*resources.pod_pools(), resources.configuration(nodeToNodeMeshEnabled=False),
                    resources.peer("clients", nodeSelector="!has(reflector)", peerSelector="has(reflector)"))
    for node in all_nodes:
        node.start()
    environment = reflector.environment(True)
    patch = '{"metadata":{"labels":{"reflector":"yes"}},"spec":{"bgp":{"routeReflectorClusterID":"10.0.0.1"}}}'
    reflector.namespace.must(machine.program("calicoctl"), "patch", "node", reflector.name, "--type", "merge", "-p", patch, environment=environment)
    reflector.wait_established(one.ip4, one.ip6, two.ip4, two.ip6)
    for node, other in (one, two), (two, one):
        node.wait_established(reflector.ip4, reflector.ip6)
        node.wait_routes(other.pod_cidrs[0], via=other.ip4)
        node.wait_routes(other.pod_cidrs[1], via=other.ip6)
    a, b = one.pod("a"), two.pod("b")
    a.ping(b.address(4))
    a.ping(b.address(6))
    peer = reflector.peers()[one.ip4]
    if not peer["isClient"]:
        raise Failed(f"the reflector does not take {one.name} for its client: {peer}")
    return "two clients reach each other through its routes, next hops kept"
