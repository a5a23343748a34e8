"""The rig itself, without calico-node: what the other scenarios rely on works, and can fail."""

from machine import Failed, wait_for
from node import nodes
from router import BIRD, FRR
from scenario import scenario
from traffic import Traffic


@scenario("calico", "calico-ipam", "traffic")
def rig_traffic(machine):
    """Pods of two hosts with static routes: traffic is whole, and a loss is counted."""
    one, two = both = nodes(machine, 2, shared=False)
    for node, other in (one, two), (two, one):
        node.namespace.must(machine.program("calico-ipam"), "node", "set", "--state-dir", node.state, "--name", node.name,
                            "--pod-cidr", ",".join(node.pod_cidrs))
        node.namespace.ip(*(f"route add {cidr} via {via} proto 84" for cidr, via in zip(other.pod_cidrs, (other.ip4, other.ip6))))
    a, b = (node.pod(name).serve() for node, name in zip(both, "ab"))
    if a.fetch(b.address(6)) != "hello from b" or b.fetch(a.address(4)) != "hello from a":
        raise Failed("HTTP got other words")
    with Traffic((a, b)) as traffic:
        wait_for("pings under traffic", lambda: a.ping(b.address(4)))
    words = traffic.must_be_whole()
    cidr = two.pod_cidrs[0]
    with Traffic((a, b), versions=(4,)) as traffic:
        one.namespace.ip(f"route delete {cidr}", f"route add blackhole {cidr} proto 84")
        wait_for("a ping to get lost", lambda: a.namespace.run("ping", "-c", "1", "-W", "1", b.address(4)).status != 0)
        one.namespace.ip(f"route delete blackhole {cidr}", f"route add {cidr} via {two.ip4} proto 84")
        a.ping(b.address(4))
    if not traffic.lost:
        raise Failed(f"a route was away for a moment, and no loss was counted: {traffic.results}")
    if one.kernel_routes().keys() != set(two.pod_cidrs):
        raise Failed(f"kernel_routes told {one.kernel_routes()}")
    return f"{words}; {traffic.lost} lost while a route was away"


@scenario("bird", "birdc", "bgpd", "zebra", "vtysh")
def rig_routers(machine):
    """BIRD and FRR with each other: sessions, routes, and routes kept while one restarts."""
    bird = BIRD(machine)
    frr = FRR(machine, "other", addresses=("10.192.0.253", "fd00:192::fd"), lans=("172.18.0.0/24", "fd00:18::/64"))
    bird.start(bird.session("other4", frr.address4, 65002, "direct"), bird.session("other6", frr.address6, 65002, "direct"))
    frr.start(*(line for address in (bird.address4, bird.address6) for line in frr.session(address, 65001)), number=65002)
    bird.wait_established("other4", "other6")
    frr.wait_established(bird.address4, bird.address6)
    bird.wait_has(frr.lan4, frr.lan6)
    frr.wait_has(bird.lan4, bird.lan6)
    for version in 4, 6:
        bird.host.ping(frr.host.address(version))
    bird.kill()
    wait_for("FRR to keep routes as stale", lambda: frr.is_stale(bird.lan4, bird.lan6))
    bird.restart()
    bird.wait_established("other4", "other6")
    frr.kill()
    wait_for("BIRD to keep routes as stale", lambda: bird.is_stale("other4", "other6"))
    bird.has(frr.lan4, frr.lan6)
    return "sessions of both families, stale routes are seen on both"
