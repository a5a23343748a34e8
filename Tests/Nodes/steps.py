"""Changes of resources, one after the other, each with the sessions that it may touch."""

import dataclasses
import json
from collections.abc import Callable

import resources as r
from router import AS, ROUTER4, ROUTER6

#: Sessions by short names: the two ends (of hosts the number, of the router r) and the family.
MESH = frozenset({"12v4", "12v6", "13v4", "13v6", "23v4", "23v6"})
FIRST, SECOND, THIRD = (frozenset({f"{number}rv4", f"{number}rv6"}) for number in (1, 2, 3))


def of(*pairs):
    return frozenset(f"{pair}v{version}" for pair in pairs for version in (4, 6))


@dataclasses.dataclass(frozen=True)
class Step:
    """A change, which sessions begin anew by it, and which are up after it (None: those that were before)."""

    name: str
    change: Callable
    anew: frozenset = frozenset()
    up: frozenset | None = None


class Cluster:
    """What the steps change, and their words for it."""

    def __init__(self, all_nodes, bird):
        self.nodes, self.bird = all_nodes, bird
        self.one = all_nodes[0]
        self._configuration, self._rack = {}, {}

    def apply(self, *what):
        return lambda: self.one.apply(*what)

    def delete(self, kind, name):
        return lambda: self.one.delete(kind, name)

    def configure(self, **spec):
        """Changes fields of the default BGPConfiguration; None takes one away."""
        self._configuration |= spec
        return self.apply(r.configuration(**{key: value for key, value in self._configuration.items() if value is not None}))

    def rack(self, **spec):
        """Changes fields of the BGPPeer with the router over IPv4."""
        self._rack |= spec
        return self.apply(r.peer("rack4", peerIP=ROUTER4, asNumber=AS, **{key: value for key, value in self._rack.items() if value is not None}))

    def node(self, number, **document):
        patch = json.dumps(document)
        name = f"node{number}"
        return lambda: self.one.namespace.must(
            self.one.machine.program("calicoctl"), "patch", "node", name, "--type", "merge", "-p", patch, environment=self.one.environment(True))

    def both(self, *changes):
        def change():
            for each in changes:
                each()
        return change

    def router(self, number=64512, *lines):
        """Has the router's session with the first host over IPv4 configured like this; the others stay."""
        def change():
            self.bird.configure(*router_sessions(self.bird, self.nodes, {"n1v4": (number, lines)}))
        return change

    def secret(self, text):
        def change():
            for node in self.nodes:
                node.secret("bgp", text)
        return change


def router_sessions(bird, all_nodes, special=None):
    texts = []
    for node in all_nodes:
        for version, address in (4, node.ip4), (6, node.ip6):
            name = f"n{node.number}v{version}"
            number, lines = (special or {}).get(name, (64512, ()))
            texts.append(bird.session(name, address, number, "direct", *lines))
    return texts


def steps(cluster):
    """All steps. They begin with a mesh of three hosts, and BIRD that has no session yet."""
    c = cluster
    rule = {"action": "Reject", "matchOperator": "In", "cidr": "172.16.0.0/24"}
    accept = {"action": "Accept", "matchOperator": "In", "cidr": "10.65.0.0/16", "operations": [{"addCommunity": {"value": "65001:9"}}]}
    one_rv4 = frozenset({"1rv4"})
    mesh_and_first = MESH | FIRST
    return [
        Step("IPPool added", c.apply(r.pool("eighty-eight", "10.88.0.0/16"))),
        Step("IPPool: disableBGPExport", c.apply(r.pool("eighty-eight", "10.88.0.0/16", disableBGPExport=True))),
        Step("IPPool: exported again", c.apply(r.pool("eighty-eight", "10.88.0.0/16"))),
        Step("BlockAffinity added", c.apply(r.block("node1", "10.88.1.0/26"))),
        Step("BlockAffinity deleted", c.delete("blockaffinity", "node1-10-88-1-0-26")),
        Step("BGPFilter added, unused", c.apply(r.bgp_filter("a", importV4=[rule]))),
        Step("BGPPeer added (IPv4)", c.rack(node="node1"), anew=one_rv4, up=MESH | one_rv4),
        Step("BGPPeer added (IPv6)", c.apply(r.peer("rack6", node="node1", peerIP=ROUTER6, asNumber=AS)), anew=FIRST - one_rv4, up=mesh_and_first),
        Step("BGPPeer: filter put on", c.rack(filters=["a"])),
        Step("BGPFilter: rule of import changed", c.apply(r.bgp_filter("a", importV4=[rule | {"action": "Accept"}]))),
        Step("BGPFilter: rule of export added", c.apply(r.bgp_filter("a", importV4=[rule], exportV4=[accept]))),
        Step("BGPFilter added, a second", c.apply(r.bgp_filter("b", exportV4=[accept]))),
        Step("BGPPeer: second filter put on", c.rack(filters=["a", "b"])),
        Step("BGPPeer: filters taken off", c.rack(filters=None)),
        Step("BGPFilter deleted", c.delete("bgpfilter", "b")),
        Step("BGPPeer: nextHopMode Self", c.rack(nextHopMode="Self")),
        Step("BGPPeer: nextHopMode as it was", c.rack(nextHopMode=None)),
        Step("BGPPeer: numAllowedLocalASNumbers", c.rack(numAllowedLocalASNumbers=1)),
        Step("BGPPeer: password, both sides", c.both(c.secret("one"), c.router(64512, 'password "one"'),
             c.rack(password=r.password("bgp"))), anew=one_rv4),
        Step("Secret: other text, both sides", c.both(c.router(64512, 'password "two"'), c.secret("two")), anew=one_rv4),
        Step("BGPPeer: password taken off", c.both(c.router(), c.rack(password=None)), anew=one_rv4),
        Step("BGPPeer: localASNumber", c.both(c.router(64999), c.rack(localASNumber=64999)), anew=one_rv4),
        Step("BGPPeer: localASNumber taken off", c.both(c.router(), c.rack(localASNumber=None)), anew=one_rv4),
        Step("BGPPeer: label, selects nobody new", c.node(2, metadata={"labels": {"rack": "r2"}})),
        Step("BGPPeer: by selector, one node more", c.both(c.node(1, metadata={"labels": {"rack": "r1"}}),
             c.rack(node=None, nodeSelector="rack in {'r1', 'r2'}")), anew=frozenset({"2rv4"}), up=mesh_and_first | {"2rv4"}),
        Step("Node: label changed, selected no more", c.node(2, metadata={"labels": {"rack": "none"}}), up=mesh_and_first),
        Step("BGPConfiguration: logSeverityScreen Debug", c.configure(logSeverityScreen="Debug")),
        Step("BGPConfiguration: logSeverityScreen Info", c.configure(logSeverityScreen="Info")),
        Step("BGPConfiguration: communities", c.configure(communities=[{"name": "green", "value": "65000:5"}],
             prefixAdvertisements=[{"cidr": "10.65.0.0/16", "communities": ["green"]}])),
        Step("BGPConfiguration: serviceClusterIPs", c.configure(serviceClusterIPs=[{"cidr": "10.96.0.0/12"}])),
        Step("BGPConfiguration: ipv4NormalRoutePriority", c.configure(ipv4NormalRoutePriority=512)),
        Step("BGPConfiguration: ignoredInterfaces", c.configure(ignoredInterfaces=["docker*"])),
        Step("BGPConfiguration: mesh password", c.configure(nodeMeshPassword=r.password("bgp")), anew=MESH),
        Step("BGPConfiguration: mesh without password", c.configure(nodeMeshPassword=None), anew=MESH),
        Step("Node: AS of node2", c.node(2, spec={"bgp": {"asNumber": 65100}}), anew=of("12", "23")),
        Step("Node: AS of node2 as it was", c.node(2, spec={"bgp": {"asNumber": None}}), anew=of("12", "23")),
        Step("Node: node3 a reflector, out of the mesh", c.node(3, spec={"bgp": {"routeReflectorClusterID": "10.0.0.3"}}), up=FIRST | of("12")),
        Step("BGPPeer: clients of node3", c.apply(r.peer("clients", nodeSelector="rack in {'r1', 'none'}",
             peerSelector="three == 'yes'")), up=FIRST | of("12")),
        Step("Node: label that peers need", c.node(3, metadata={"labels": {"three": "yes"}}), anew=of("13", "23"), up=mesh_and_first),
        Step("Node: another cluster id", c.node(3, spec={"bgp": {"routeReflectorClusterID": "10.0.0.4"}})),
        Step("BGPConfiguration: mesh off", c.configure(nodeToNodeMeshEnabled=False), up=FIRST | of("13", "23")),
        Step("BGPConfiguration: mesh on", c.configure(nodeToNodeMeshEnabled=True), anew=of("12"), up=mesh_and_first),
        Step("BGPPeer: passes to the mesh (reflector ends)", c.node(3, spec={"bgp": {"routeReflectorClusterID": None}})),
        Step("BGPPeer of the reflector deleted", c.delete("bgppeer", "clients")),
        Step("BGPPeer deleted (IPv6)", c.delete("bgppeer", "rack6"), up=MESH | one_rv4),
        Step("BGPPeer deleted (IPv4)", c.delete("bgppeer", "rack4"), up=MESH),
    ]
