"""What is told and what is taken: filters, pools, communities."""

import resources
from machine import Failed, wait_for
from node import start_mesh
from router import AS
from scenario import scenario
from scenario_rack import rack_peers, with_bird


@scenario("calico-node", "calico", "calicoctl", "bird", "birdc")
def filters(machine):
    """BGPFilter in both directions, applied and taken away without a session ending."""
    (node,), bird = with_bird(machine, 1, shared=False)
    cidr4, cidr6 = node.pod_cidrs
    started = bird.ask("show", "protocols", "n1v4").split()[-2]
    node.apply(resources.bgp_filter("none-in-none-out",
                                    importV4=[{"action": "Reject", "matchOperator": "In", "cidr": bird.lan4}],
                                    exportV4=[{"action": "Reject", "matchOperator": "In", "cidr": cidr4}]),
               *rack_peers(filters=["none-in-none-out"]))
    node.wait_no_routes(bird.lan4)
    bird.wait_has_not(cidr4)
    node.has_routes(bird.lan6)
    bird.has(cidr6)
    # The rejected route is still known, with the reason.
    wait_for("the reason of the rejection", lambda: "none-in-none-out" in node.routes("--received", "--prefix", bird.lan4, "--why"))
    # A filter that changes what it accepts.
    node.apply(resources.bgp_filter("none-in-none-out",
                                    exportV4=[{"action": "Accept", "matchOperator": "Equal", "cidr": cidr4, "peerType": "eBGP",
                                               "operations": [{"addCommunity": {"value": "65001:77"}},
                                                              {"prependASPath": {"prefix": [64512, 64512]}}]}]))
    wait_for("BIRD to see the operations", lambda: "(65001,77)" in bird.routes("n1v4")[cidr4]
             and "64512 64512 64512" in bird.routes("n1v4")[cidr4])
    node.wait_routes(bird.lan4)
    node.apply(*rack_peers())
    wait_for("BIRD to see it as it was", lambda: "(65001,77)" not in bird.routes("n1v4")[cidr4])
    if (now := bird.ask("show", "protocols", "n1v4").split()[-2]) != started:
        raise Failed(f"the session was reset: BIRD has it since {now}, not {started}")
    return "rejected, changed and restored on a session that stayed up"


@scenario("calico-node", "calico", "calicoctl", "bird", "birdc")
def pools(machine):
    """disableBGPExport, pools that a borrowed address belongs to, and communities by prefix."""
    (node,), bird = with_bird(machine, 1, shared=False)
    cidr4 = node.pod_cidrs[0]
    # An address outside the node's prefixes is told by itself, once a pool has it.
    pod = node.pod("borrower", ranges=[[{"subnet": "10.77.0.0/24"}]])
    address = f"{pod.address(4)}/32"
    node.apply(resources.pool("seventy-seven", "10.77.0.0/16"))
    bird.wait_has(address)
    bird.host.ping(pod.address(4))
    node.apply(resources.pool("seventy-seven", "10.77.0.0/16", disableBGPExport=True))
    bird.wait_has_not(address)
    bird.has(cidr4)
    node.apply(resources.pool("seventy-seven", "10.77.0.0/16"))
    bird.wait_has(address)
    node.apply(resources.configuration(nodeToNodeMeshEnabled=False, communities=[{"name": "green", "value": "65000:5"}],
                                       prefixAdvertisements=[{"cidr": "10.77.0.0/16", "communities": ["green", "65000:6:7"]}]))
    wait_for("BIRD to see communities", lambda: "(65000,5)" in bird.routes("n1v4")[address]
             and "(65000, 6, 7)" in bird.routes("n1v4")[address])
    if "(65000,5)" in bird.routes("n1v4")[cidr4]:
        raise Failed("a prefix outside has the community, too")
    pod.remove()
    bird.wait_has_not(address)
    return "told, kept back, told again, coloured; gone with its pod"


@scenario("calico-node", "calicoctl")
def blocks(machine):
    """Blocks of addresses: told when confirmed, dropped by the kernel where no pod has them, gone when released."""
    one, two = start_mesh(machine, 2)
    cidr = "10.88.1.0/26"
    one.apply(resources.pool("eighty-eight", "10.88.0.0/16"), resources.block(one.name, cidr))
    two.wait_routes(cidr, via=one.ip4)
    wait_for("the blackhole", lambda: "blackhole" in one.kernel_routes()[cidr])
    one.delete("blockaffinity", resources.block(one.name, cidr)["metadata"]["name"])
    two.wait_no_routes(cidr)
    one.wait_no_routes(cidr)
    # A node that owns a smaller part of another's block: the longer prefix wins.
    one.apply(resources.block(one.name, "10.88.2.0/24"), resources.block(two.name, "10.88.2.64/26"))
    two.wait_routes("10.88.2.0/24", via=one.ip4)
    one.wait_routes("10.88.2.64/26", via=two.ip4)
    return "announced, blackholed and withdrawn"


@scenario("calico-node", "calico", "calicoctl", "bird", "birdc")
def local_as(machine):
    """A local AS for one peer: localASNumber, changed while the session is up."""
    (node,), bird = with_bird(machine, 1, shared=False)
    node.apply(*rack_peers(localASNumber=64999))
    bird.configure(bird.session("n1v4", node.ip4, 64999, "direct"), bird.session("n1v6", node.ip6, 64999, "direct"))
    wait_for("the sessions with another AS", lambda: bird.is_established("n1v4", "n1v6"), 60)
    cidr4 = node.pod_cidrs[0]
    wait_for("BIRD to see the other AS", lambda: "BGP.as_path: 64999" in bird.routes("n1v4")[cidr4])
    return f"BIRD (AS {AS}) sees AS 64999"
