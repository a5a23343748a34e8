"""Daemons that restart while traffic runs: nothing may be lost, and the others have to keep the routes meanwhile."""

import time

from machine import Failed, wait_for
from node import nodes, start_mesh, wait_for_mesh
from router import BIRD
from scenario import scenario
from scenario_rack import NODE_AS, rack_peers
from traffic import Traffic


class Rack:
    """Two hosts in a mesh and BIRD, a pod on each host and a host behind BIRD."""

    def __init__(self, machine):
        self.one, self.two = self.nodes = nodes(machine, 2)
        self.one.apply(*rack_peers())
        self.bird = BIRD(machine)
        self.bird.start(*(self.bird.session(f"n{node.number}v{version}", address, NODE_AS, "direct")
                          for node in self.nodes for version, address in ((4, node.ip4), (6, node.ip6))))
        for node in self.nodes:
            node.own_binary()
            node.start()
        self.a, self.b = self.one.pod("a"), self.two.pod("b")
        self.wait_until_whole()

    def wait_until_whole(self):
        for node, other in (self.one, self.two), (self.two, self.one):
            node.wait_established(other.ip4, other.ip6, self.bird.address4, self.bird.address6)
            node.wait_routes(*other.pod_cidrs, self.bird.lan4, self.bird.lan6)
        self.bird.wait_established("n1v4", "n1v6", "n2v4", "n2v6")
        self.bird.wait_has(*self.one.pod_cidrs, *self.two.pod_cidrs)

    def traffic(self):
        return Traffic((self.a, self.b), (self.bird.host, self.a))

    def wait_until_stale(self):
        """The others notice that the first host's daemon is away, and keep its routes."""
        def kept():
            for address in self.one.ip4, self.one.ip6:
                peer = self.two.peers()[address]
                if peer["state"] == "Established" or not peer["stale"]:
                    raise Failed(f"{self.two.name} does not keep the routes of {address}: {peer}")
            return True
        wait_for("the other host to keep the routes as stale", kept)
        self.two.has_routes(*self.one.pod_cidrs)
        wait_for("BIRD to keep the routes as stale", lambda: self.bird.is_stale("n1v4", "n1v6"))
        self.bird.has(*self.one.pod_cidrs)
        # The host whose daemon is away forwards on.
        self.one.has_routes(*self.two.pod_cidrs, self.bird.lan4, self.bird.lan6)

    def wait_until_fresh(self):
        """Nothing is stale any more."""
        def fresh():
            stale = {address: peer["stale"] for address, peer in self.two.peers().items() if peer["stale"]}
            if stale:
                raise Failed(f"still stale: {stale}")
            return True
        wait_for("the stale routes to be told again", fresh)


def restarted(rack, end, back):
    """Ends the first host's daemon and brings it back, under traffic. Returns the findings in words."""
    with rack.traffic() as traffic:
        end()
        rack.wait_until_stale()
        began = time.monotonic()
        back()
        rack.wait_until_whole()
        took = time.monotonic() - began
        rack.wait_until_fresh()
    return f"{traffic.must_be_whole()}; all sessions back {took:.1f} s after the start"


@scenario("calico-node", "calico", "calicoctl", "traffic", "bird", "birdc")
def restart_stopped(machine):
    """SIGTERM and start, under 1,000 packets a second each way between pods and from behind BIRD."""
    rack = Rack(machine)
    return restarted(rack, rack.one.stop, rack.one.start)


@scenario("calico-node", "calico", "calicoctl", "traffic", "bird", "birdc")
def restart_killed(machine):
    """kill -9 and start, under the same traffic, three times."""
    rack = Rack(machine)
    return "; ".join(restarted(rack, rack.one.kill, rack.one.start) for _ in range(3))


@scenario("calico-node", "calico", "calicoctl", "traffic", "bird", "birdc")
def restart_upgraded(machine):
    """The program is replaced while it runs, then stopped and started, under the same traffic."""
    rack = Rack(machine)

    def end():
        rack.one.own_binary()
        rack.one.stop()

    return restarted(rack, end, rack.one.start)


@scenario("calico-node", "calico", "calicoctl", "traffic", "bird", "birdc")
def restart_all_at_once(machine):
    """The daemons of all hosts are killed and start together, under the same traffic."""
    rack = Rack(machine)
    with rack.traffic() as traffic:
        for node in rack.nodes:
            node.kill()
        for node in rack.nodes:
            node.start(wait=False)
        for node in rack.nodes:
            node.wait_until_up()
        rack.wait_until_whole()
    return traffic.must_be_whole()


@scenario("calico-node", "calico", "calicoctl", "traffic", "bird", "birdc")
def restart_bird(machine):
    """BIRD is killed and starts again, under the same traffic: the hosts keep its routes."""
    rack = Rack(machine)
    with rack.traffic() as traffic:
        # BIRD's kernel routes stay when it is killed.
        rack.bird.kill()

        def kept():
            peer = rack.one.peers()[rack.bird.address4]
            if peer["state"] == "Established" or not peer["stale"]:
                raise Failed(f"routes are not kept: {peer}")
            return True

        wait_for("the host to keep BIRD's routes as stale", kept)
        rack.one.has_routes(rack.bird.lan4, rack.bird.lan6)
        rack.bird.restart()
        rack.wait_until_whole()
    return traffic.must_be_whole()


@scenario("calico-node", "calico", "calicoctl", "traffic")
def restart_after_restart(machine):
    """Another host's daemon restarts, and this one's is killed the moment their sessions are up again: routes stay for all peers."""
    one, two, _ = all_nodes = start_mesh(machine, 3)
    a, b = one.pod("a"), two.pod("b")
    with Traffic((a, b)) as traffic:
        for _ in range(4):
            two.kill()
            two.start(wait=False)
            wait_for("the sessions to be up again", lambda: all(one.peers()[each]["state"] == "Established" for each in (two.ip4, two.ip6)))
            one.kill()
            one.start()
            wait_for_mesh(all_nodes)
    return traffic.must_be_whole()
