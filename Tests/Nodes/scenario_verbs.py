"""What the daemon tells of itself: calico-node's other verbs, health and metrics over HTTP, calicoctl's questions."""

import http.client
import json
import signal
import socket

from machine import Failed, wait_for
from node import nodes, start_mesh
from scenario import scenario


def get(node, port, path):
    """Gets a page of the daemon's own HTTP servers. Returns status and text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.sock = node.namespace.socket(socket.AF_INET)
    connection.sock.settimeout(5)
    try:
        connection.sock.connect(("127.0.0.1", port))
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def must(node, *arguments):
    done = node.calico_node(*arguments)
    if done.status != 0:
        raise Failed(f"`calico-node {' '.join(arguments)}` ended with status {done.status}: {done.said}")
    return done.output


@scenario("calico-node", "calicoctl")
def verbs(machine):
    """status, health, settings, version, with and without a daemon; a second daemon is refused; SIGHUP reads settings again."""
    (one,) = nodes(machine, 1)
    if not must(one, "version").strip():
        raise Failed("`calico-node version` printed nothing")
    for verb in ("status",), ("health", "--live"), ("health", "--ready"):
        done = one.calico_node(*verb, "--state-dir", one.state)
        if done.status == 0 or "calico-node.sock" not in done.said:
            raise Failed(f"`calico-node {' '.join(verb)}` without a daemon: status {done.status}, {done.said}")
    config = f"{one.state}/calico-node.yaml"
    with open(config, "w", encoding="utf-8") as file:
        file.write("logSeverity: info\n")
    one.options["config"] = config
    one.start()
    wait_for("status to be good", lambda: must(one, "status", "--state-dir", one.state))
    must(one, "health", "--live", "--state-dir", one.state)
    wait_for("readiness", lambda: must(one, "health", "--ready", "--state-dir", one.state) is not None)
    for port, path in (9099, "/liveness"), (9099, "/readiness"), (9091, "/metrics"):
        wait_for(f"{path} at port {port}", lambda port=port, path=path: get(one, port, path)[0] in (200, 204))
    metrics = [line for line in get(one, 9091, "/metrics")[1].splitlines() if not line.startswith("#")]
    settings = must(one, "settings", "--state-dir", one.state)
    if "holdTime" not in settings:
        raise Failed(f"`calico-node settings` does not tell holdTime: {settings}")
    # A second daemon for the same node.
    second = one.namespace.run(*one.command_line(), seconds=30)
    if second.status == 0:
        raise Failed(f"a second daemon ended with status 0: {second.said}")
    one.status()
    # Settings are read again.
    with open(config, "w", encoding="utf-8") as file:
        file.write("logSeverity: debug\n")
    one.service.send(signal.SIGHUP)
    wait_for("the new setting to hold", lambda: "logSeverity" in one.log() and "setting changed" in one.log())
    one.stop()
    return f"{len(metrics)} metrics; a second daemon: {second.said.splitlines()[-1][:100]}"


@scenario("calico-node", "calico", "calicoctl")
def questions(machine):
    """calicoctl node status, bgp peers, bgp routes: as tables, as JSON, with reasons."""
    one, two = start_mesh(machine, 2)
    for version, address in (4, two.ip4), (6, two.ip6):
        text = one.calicoctl("node", "status")
        line = next((line for line in text.splitlines() if address in line), "")
        if "up" not in line or "Established" not in line:
            raise Failed(f"calicoctl node status does not show {address} as up:\n{text}")
        peer = json.loads(one.calicoctl("bgp", "peers", address, "-o", "json"))
        if len(peer) != 1 or peer[0]["family"] != version or peer[0]["accepted"] < 1:
            raise Failed(f"calicoctl bgp peers {address} -o json: {peer}")
    cidr = two.pod_cidrs[0]
    entries = json.loads(one.calicoctl("bgp", "routes", "--prefix", cidr, "--why", "-o", "json"))
    if not any(entry["prefix"] == cidr and entry["isUsed"] and entry["nextHop"] == two.ip4 for entry in entries):
        raise Failed(f"calicoctl bgp routes --prefix {cidr}: {entries}")
    for arguments, wanted in (("--kernel",), cidr), (("--peer", two.ip4, "--received"), cidr), (("--peer", two.ip4, "--sent"), one.pod_cidrs[0]):
        if wanted not in one.routes(*arguments):
            raise Failed(f"calicoctl bgp routes {' '.join(arguments)} does not show {wanted}:\n{one.routes(*arguments)}")
    done = one.namespace.run(machine.program("calicoctl"), "bgp", "peers", "10.0.0.99", environment=one.environment())
    if done.status == 0 or "10.0.0.99" not in done.said:
        raise Failed(f"a peer that is not there: {done.said}")
    return "tables, JSON and reasons"
