"""Mishaps: somebody removes routes, pulls cables, renames links, fills the disk, damages files."""

import os
import shutil

import resources
from machine import Failed, wait_for
from node import PODS, nodes, start_mesh, wait_for_mesh
from scenario import scenario


def told(node, *words):
    """Whether the daemon tells of a trouble with these words, in its report or in its log."""
    report = str({key: value for key, value in node.status().items() if key not in ("version",)})
    log = node.log()
    missing = [word for word in words if word.lower() not in report.lower() and word.lower() not in log.lower()]
    if missing:
        raise Failed(f"neither status nor log has {missing}; conditions {node.status().get('conditions')}")
    return True


@scenario("calico-node", "calico", "calicoctl")
def routes_vandalised(machine):
    """Routes are flushed, deleted, replaced: they are back, and the log tells of it."""
    one, two = start_mesh(machine, 2)
    pod = one.pod("a")
    wait_for("the pod's route", lambda: f"{pod.address(4)}/32" in one.kernel_routes(PODS))
    every = set(one.kernel_routes())
    cidr4, cidr6 = two.pod_cidrs
    one.namespace.must("ip", "route", "flush", "proto", "84")
    wait_for("all routes", lambda: set(one.kernel_routes()) == every)
    one.namespace.must("ip", "-6", "route", "flush", "proto", "84")
    wait_for("all routes", lambda: set(one.kernel_routes()) == every)
    one.namespace.must("ip", "route", "delete", cidr4)
    one.wait_routes(cidr4, via=two.ip4)
    one.namespace.must("ip", "route", "replace", cidr4, "via", "10.192.0.254", "proto", "84", "metric", "1024")
    one.wait_routes(cidr4, via=two.ip4)
    one.namespace.must("ip", "-6", "route", "delete", cidr6)
    one.wait_routes(cidr6, via=two.ip6)
    one.namespace.must("ip", "route", "delete", f"{pod.address(4)}/32")
    wait_for("the pod's route", lambda: f"{pod.address(4)}/32" in one.kernel_routes(PODS))
    pod.ping(two.ip4)
    # Somebody else's routes are nobody's business of ours.
    one.namespace.ip("route add 203.0.113.0/24 via 10.192.0.254 proto static")
    if "203.0.113.0/24" not in one.namespace.must("ip", "route", "show", "proto", "static"):
        raise Failed("a route of somebody else went")
    told(one, "was changed by somebody else")
    return "flush, delete and replace are undone; the pod's route, too"


@scenario("calico-node", "calico", "calicoctl")
def links_vandalised(machine):
    """The cable is pulled, the link is set down, renamed, loses its address: all comes back by itself."""
    one, two = both = start_mesh(machine, 2)
    a, b = one.pod("a"), two.pod("b")
    a.ping(b.address(4))
    one.link("down")
    wait_for("sessions to end", lambda: all(peer["state"] != "Established" for peer in two.peers().values()))
    one.link("up")
    wait_for_mesh(both)
    a.ping(b.address(6))
    link_down_and_up(one)
    wait_for_mesh(both)
    a.ping(b.address(4))
    link_down_and_up(one, "uplink")
    wait_for_mesh(both)
    a.ping(b.address(6))
    return "cable, link, name"


def link_down_and_up(node, name="eth0"):
    """Sets the link down, and up as `name`; the kernel takes the IPv6 addresses and the routes with it, an administrator's
    program puts them back."""
    node.namespace.ip("link set eth0 down", f"link set eth0 name {name}", f"link set {name} up", f"address add {node.ip6}/64 dev {name} nodad",
                      "route replace default via 10.192.0.254", "route replace default via fd00:192::fe")


@scenario("calico-node", "calico", "calicoctl")
def address_removed(machine):
    """The host's address is taken away: the daemon says which; put back, all is well again."""
    one, two = both = start_mesh(machine, 2)
    one.namespace.ip(f"address delete {one.ip4}/24 dev eth0")
    wait_for("the daemon to tell", lambda: told(one, one.ip4))
    wait_for("IPv4 to be down", lambda: two.peers()[one.ip4]["state"] != "Established")
    if two.peers()[one.ip6]["state"] != "Established":
        raise Failed("the session over IPv6 went, too")
    conditions = str(one.status().get("conditions"))
    if one.ip4 not in conditions:
        raise Failed(f"the report's conditions do not name {one.ip4}: {conditions}")
    one.namespace.ip(f"address add {one.ip4}/24 dev eth0", "route replace default via 10.192.0.254")
    wait_for_mesh(both)
    return f"conditions named {one.ip4}"


@scenario("calico-node", "calico", "calicoctl", seconds=240)
def disk_full(machine):
    """The state folder's file system is full: the daemon goes on, says so, and takes changes again when there is room."""
    one, two = nodes(machine, 2, shared=False)
    machine.root.must("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", one.state)
    os.makedirs(one.secrets)
    peer_nodes(one, two)
    for node in one, two:
        node.start()
    one.wait_established(two.ip4)
    with open(f"{one.state}/filler", "wb") as file:
        try:
            while True:
                file.write(bytes(65536))
                file.flush()
        except OSError:
            pass
    refused = one.namespace.run(machine.program("calicoctl"), "apply", "-f", "-", environment=one.environment(),
                                stdin=resources.text(*(resources.pool(f"p{n}", f"10.{n}.0.0/16") for n in range(100, 140))))
    if refused.status == 0:
        return_words = "the store had room enough"
    else:
        return_words = "apply is refused: " + refused.said.splitlines()[0][:90]
    one.established(two.ip4)
    # Routes need no disk.
    two.apply(resources.block(two.name, "10.88.1.0/26"))
    one.wait_routes("10.88.1.0/26")
    os.remove(f"{one.state}/filler")
    one.apply(resources.block(one.name, "10.88.2.0/26"))
    two.wait_routes("10.88.2.0/26")
    one.kill()
    one.start()
    one.wait_established(two.ip4)
    return f"sessions and routes go on; {return_words}"


def peer_nodes(one, two):
    for node, other in (one, two), (two, one):
        node.apply(resources.configuration(nodeToNodeMeshEnabled=False),
                   resources.peer("other4", node=node.name, peerIP=other.ip4, asNumber=64512))


@scenario("calico-node", "calico", "calicoctl", seconds=240)
def store_deleted(machine):
    """The datastore's folder is moved away and comes back: sessions go on, the daemon says what is missing, then follows again."""
    one, two = nodes(machine, 2, shared=False)
    peer_nodes(one, two)
    for node in one, two:
        node.start()
    one.wait_established(two.ip4)
    os.rename(f"{one.state}/datastore", f"{one.state}/elsewhere")
    wait_for("the daemon to tell", lambda: told(one, "datastore"), 60)
    one.established(two.ip4)
    one.has_routes(two.pod_cidrs[0])
    shutil.rmtree(f"{one.state}/datastore", ignore_errors=True)
    os.rename(f"{one.state}/elsewhere", f"{one.state}/datastore")
    one.apply(resources.block(one.name, "10.88.2.0/26"))
    two.wait_routes("10.88.2.0/26", seconds=60)
    return "told, and followed again"


@scenario("calico-node", "calico", "calicoctl", seconds=240)
def store_truncated(machine):
    """The datastore's file is cut off: the daemon, or its next start, says which file; with the file from a backup all is well."""
    one, two = nodes(machine, 2, shared=False)
    peer_nodes(one, two)
    for node in one, two:
        node.start()
    one.wait_established(two.ip4)
    one.stop()
    backup = f"{one.state}/backup"
    shutil.copytree(f"{one.state}/datastore", backup)
    files = [os.path.join(folder, name) for folder, _, names in os.walk(f"{one.state}/datastore") for name in names if name.endswith(".mdb")]
    for path in files:
        if os.path.getsize(path) > 8192 and not path.endswith("lock.mdb"):
            os.truncate(path, 8192 + 100)
    one.start(wait=False)
    wait_for("the daemon to tell of the file", lambda: told(one, f"{one.state}/datastore/data.mdb", "was cut off"), 60)
    two.has_routes(one.pod_cidrs[0])
    if one.service.is_running():
        one.service.stop()
    shutil.rmtree(f"{one.state}/datastore")
    os.rename(backup, f"{one.state}/datastore")
    one.start()
    one.wait_established(two.ip4)
    return "damage is named; the backup is taken"
