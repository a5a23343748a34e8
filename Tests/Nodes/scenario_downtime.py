"""What changes while a daemon is away, and hosts that die."""

import time

import resources
from machine import Failed, wait_for
from node import HOLD_TIME, nodes, start_mesh, wait_for_mesh
from scenario import scenario

#: Beyond the hold time: for noticing, and for a busy machine.
MARGIN = 2.0


@scenario("calico-node", "calico", "calicoctl")
def changed_while_away(machine):
    """A pod, a block and a pod prefix come and go while the daemon is away: all is told after it is back."""
    one, two = both = start_mesh(machine, 2)
    ranges = [[{"subnet": "10.77.0.0/24"}]]
    one.apply(resources.pool("seventy-seven", "10.77.0.0/16"), resources.pool("eighty-eight", "10.88.0.0/16"),
              resources.block(one.name, "10.88.1.0/26"))
    old = one.pod("old", ranges)
    old_route = f"{old.address()}/32"
    two.wait_routes(old_route, "10.88.1.0/26")
    one.kill()
    old.remove()
    new = one.pod("new", ranges)
    new_route = f"{new.address()}/32"
    if new_route == old_route:
        raise Failed("the new pod was given the old one's address; the test needs two")
    two.delete("blockaffinity", resources.block(one.name, "10.88.1.0/26")["metadata"]["name"])
    two.apply(resources.block(one.name, "10.88.2.0/26"))
    lost = one.pod_cidrs[0]
    one.pod_cidrs = ["10.66.1.0/24", one.pod_cidrs[1]]
    two.has_routes(old_route, "10.88.1.0/26", lost)
    one.start()
    wait_for_mesh(both)
    two.wait_routes(new_route, "10.88.2.0/26", "10.66.1.0/24")
    two.wait_no_routes(old_route, "10.88.1.0/26", lost)
    wait_for("the blackholes", lambda: {prefix for prefix, words in one.kernel_routes().items() if "blackhole" in words}
             == {"10.88.2.0/26", *one.pod_cidrs})
    return "what came is announced, what went is withdrawn, blackholes follow"


@scenario("calico-node", "calicoctl")
def other_side_changed(machine):
    """What the others tell changes while a daemon is away: stale kernel routes go once all are back."""
    one, two = both = start_mesh(machine, 2)
    one.apply(resources.pool("eighty-eight", "10.88.0.0/16"), resources.block(two.name, "10.88.1.0/26"))
    one.wait_routes("10.88.1.0/26")
    one.kill()
    two.delete("blockaffinity", resources.block(two.name, "10.88.1.0/26")["metadata"]["name"])
    two.apply(resources.block(two.name, "10.88.2.0/26"))
    two.wait_no_routes("10.88.1.0/26")
    one.has_routes("10.88.1.0/26")
    one.start()
    wait_for_mesh(both)
    one.wait_routes("10.88.2.0/26")
    one.wait_no_routes("10.88.1.0/26")
    return "found routes that nobody tells any more are swept"


@scenario("calico-node", "calico", "calicoctl")
def flush(machine):
    """With --flush-on-stop a stop takes the routes away, here and elsewhere; pods' routes stay the plugin's."""
    one, two = both = nodes(machine, 2)
    one.start("--flush-on-stop")
    two.start()
    wait_for_mesh(both)
    pod = one.pod("a")
    one.stop()
    one.has_no_routes()
    two.wait_no_routes(*one.pod_cidrs, seconds=10)
    two.wait_routes(*two.pod_cidrs)
    del pod
    return "nothing left in the kernel, others withdraw within their notice"


@scenario("calico-node", "calicoctl")
def dead_host(machine):
    """A host is cut off and its daemon killed: others' kernels are rid of its routes within the hold time."""
    one, two, three = start_mesh(machine, 3)
    one.link("down")
    one.kill()
    began = time.monotonic()
    for other in two, three:
        wait_for(f"{one.name}'s routes to go on {other.name}", lambda node=other: node.has_no_routes(*one.pod_cidrs), 20)
    took = time.monotonic() - began
    if took > HOLD_TIME + MARGIN:
        raise Failed(f"the routes were there for {took:.1f} s; the hold time is {HOLD_TIME} s")
    two.has_routes(*three.pod_cidrs)
    one.link("up")
    one.start()
    wait_for_mesh([one, two, three])
    return f"gone after {took:.1f} s (hold time {HOLD_TIME} s), back when it is back"


@scenario("calico-node", "calicoctl", seconds=120)
def never_back(machine):
    """A daemon that is killed and does not come back: its routes go when the restart time is over."""
    one, two = both = nodes(machine, 2, options={"restart-time": 6})
    for node in both:
        node.start()
    wait_for_mesh(both)
    one.kill()
    began = time.monotonic()
    wait_for("the session to be gone", lambda: two.peers()[one.ip4]["state"] != "Established")
    two.has_routes(*one.pod_cidrs)
    two.wait_no_routes(*one.pod_cidrs, seconds=40)
    took = time.monotonic() - began
    if not 5 <= took <= 12:
        raise Failed(f"the routes were kept for {took:.1f} s; the restart time is 6 s")
    return f"kept for {took:.1f} s of 6 s"
