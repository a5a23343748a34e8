"""TCP-MD5 passwords, distance, and the hop limit."""

import time

import resources
from machine import Failed, wait_for
from router import AS, BIRD
from scenario import scenario
from scenario_rack import NODE_AS, ROUTER4, with_bird

SECRET = "rack-password"
#: Seconds in which BIRD, which tries again each second, would have had a session if it could.
TRIES = 5


def sessions(bird, node, *lines):
    return [bird.session("n1v4", node.ip4, NODE_AS, "direct", *lines), bird.session("n1v6", node.ip6, NODE_AS, "direct", *lines)]


@scenario("calico-node", "calicoctl", "bird", "birdc")
def passwords(machine):
    """TCP-MD5 with BIRD: right, wrong, missing, changed, removed."""
    (node,), bird = with_bird(machine, 1, 'password "one"', start=False, shared=False, password=resources.password(SECRET))
    addresses = bird.address4, bird.address6
    node.start()
    # The secret is not there yet: no session, and the reason names it.
    def names_the_secret():
        peer = node.peers()[ROUTER4]
        if peer["state"] == "Established":
            raise Failed("a session without the password that BIRD asks for")
        words = str(node.status())
        return SECRET in words
    wait_for("the report to name the missing secret", names_the_secret)
    node.secret(SECRET, "wrong")
    wait_for("a reason that tells of the password", lambda: "password" in str(node.peers()[ROUTER4].get("reason", "")).lower(), 60)
    if any(peer["state"] == "Established" for peer in node.peers().values()):
        raise Failed("a session with the wrong password")
    node.secret(SECRET, "one")
    node.wait_established(*addresses)
    # Changed on both sides.
    bird.configure(*sessions(bird, node, 'password "two"'))
    node.secret(SECRET, "two")
    wait_for("a session by the new password", lambda: node.established(*addresses) and bird.is_established("n1v4", "n1v6"), 60)
    # Taken out of the resource and of BIRD's configuration.
    bird.configure(*sessions(bird, node))
    node.apply(resources.peer("rack4", peerIP=bird.address4, asNumber=AS), resources.peer("rack6", peerIP=bird.address6, asNumber=AS))
    wait_for("sessions without password", lambda: node.established(*addresses) and bird.is_established("n1v4", "n1v6"), 60)
    if "two" in node.log() and '"two"' in node.log():
        raise Failed("the log has the password in it")
    return "missing and wrong are told in words; right, changed and removed come up"


@scenario("calico-node", "calicoctl", "bird", "birdc")
def hop_limit(machine):
    """ttlSecurity with BIRD: near enough, then too far for what the peer accepts."""
    (node,), bird = with_bird(machine, 1, "ttl security on", shared=False, ttlSecurity=1)
    # BIRD that sends with the usual hop limit of 1 is refused, however often it tries.
    bird.configure(*sessions(bird, node, "ttl security off"))
    wait_for("the sessions to end", lambda: all(peer["state"] != "Established" for peer in node.peers().values()), 60)
    until = time.monotonic() + TRIES
    while time.monotonic() < until:
        if any(peer["state"] == "Established" for peer in node.peers().values()):
            raise Failed("a session with a peer that may be any number of hops away")
        time.sleep(0.1)
    bird.configure(*sessions(bird, node, "ttl security on"))
    node.wait_established(bird.address4, bird.address6, seconds=60)
    return "up with hop limit 255 both ways; refused without"


@scenario("calico-node", "calico", "calicoctl", "bird", "birdc")
def multihop(machine):
    """eBGP with a router two hops away, by way of a gateway (reachableBy)."""
    spine4, spine6 = "172.16.0.2", "fd00:172::2"
    (node,), rack = with_bird(machine, 1, shared=False)
    # The host behind the rack's router is a router itself.
    spine = BIRD(machine, "spine", rack.host.namespace, (spine4, spine6), ("172.17.0.0/24", "fd00:17::/64"))
    rack.namespace.ip("route add 172.17.0.0/24 via 172.16.0.2", "route add fd00:17::/64 via fd00:172::2")
    spine.namespace.ip("link add lan type veth peer name far", "link set lan up", "link set far up",
                       "address add 172.17.0.1/24 dev lan", "address add fd00:17::1/64 dev lan nodad")
    ways = ["protocol static { ipv4; route 10.192.0.0/24 via 172.16.0.1; }", "protocol static { ipv6; route fd00:192::/64 via fd00:172::1; }"]
    spine.start(*ways, spine.session("n1v4", node.ip4, NODE_AS, "multihop 8"), spine.session("n1v6", node.ip6, NODE_AS, "multihop 8"), number=65002)
    node.apply(resources.peer("spine4", peerIP=spine4, asNumber=65002), resources.peer("spine6", peerIP=spine6, asNumber=65002))
    node.wait_established(rack.address4, rack.address6, spine4, spine6)
    spine.wait_has(*node.pod_cidrs)
    node.wait_routes("172.17.0.0/24", via=rack.address4)
    node.wait_routes("fd00:17::/64", via=rack.address6)
    pod = node.pod("a")
    pod.ping("172.17.0.1")
    pod.ping("fd00:17::1")
    # The same, with the gateway named.
    node.apply(resources.peer("spine4", peerIP=spine4, asNumber=65002, reachableBy=rack.address4))
    node.wait_established(rack.address4, rack.address6, spine4, spine6)
    node.wait_routes("172.17.0.0/24", via=rack.address4)
    return "next hop two hops away is resolved to the router between; with reachableBy, too"
