"""Changes of resources while sessions are up: only what has to begins anew. See steps.py for the table."""

import time

import resources
from capture import NOTIFICATION, OPEN, Capture, count
from machine import Failed, wait_for
from node import start_mesh
from router import BIRD
from scenario import scenario
from steps import MESH, Cluster, router_sessions, steps


def session_names(all_nodes, bird):
    """The pair of addresses of each session, by its short name."""
    ends = [(str(node.number), node.ip4, node.ip6) for node in all_nodes] + [("r", bird.address4, bird.address6)]
    return {f"{a}{b}v{version}": frozenset({first[place], second[place]}) for version, place in ((4, 0), (6, 1))
            for a, *first in ends for b, *second in ends if a < b}


class Watch:
    """Which sessions are up and since when, as both ends tell."""

    def __init__(self, all_nodes, names):
        self._nodes, self._names = all_nodes, names

    def uptimes(self):
        """By session: for each host that has it the seconds it is up, less than 0 if it is not up."""
        found = {}
        for node in self._nodes:
            for address, peer in node.peers().items():
                own = node.ip6 if ":" in address else node.ip4
                name = next(name for name, pair in self._names.items() if pair == {own, address})
                up = peer.get("uptimeSeconds") if peer["state"] == "Established" else None
                found.setdefault(name, {})[node.name] = -1.0 if up is None else float(up)
        return found

    def must_be_up(self, up):
        """Exactly these sessions are there, and up at every host that has them."""
        found = self.uptimes()
        bad = {name: ends for name, ends in found.items() if min(ends.values()) < 0}
        if bad or found.keys() != up:
            raise Failed(f"not up: {bad}; more: {sorted(found.keys() - up)}; missing: {sorted(up - found.keys())}")
        return found


def fence(all_nodes, number):
    """Returns once each daemon has worked through all changes before: it is given a block, and drops its packets."""
    cidrs = [f"10.99.{number}.{64 * place}/26" for place in range(len(all_nodes))]
    all_nodes[0].apply(*(resources.block(node.name, cidr) for node, cidr in zip(all_nodes, cidrs)))
    for node, cidr in zip(all_nodes, cidrs):
        node.wait_routes(cidr)


def kept(before, after, name):
    """Whether a session went on, as far as its uptimes tell: they only grow."""
    return all(after[name][host] >= seconds for host, seconds in before[name].items())


def judge(each, before, after):
    """What the hosts' own reports have against this step; "" if nothing."""
    wrong = []
    for name in before.keys() & after.keys():
        if name not in each.anew and not kept(before, after, name):
            wrong.append(f"{name} began anew: up for {after[name]} s, {before[name]} s before the change")
    return "; ".join(wrong)


def testify(each, up, counts, names):
    """What the capture's counts have against a step, after which these sessions are up; "" if nothing."""
    wrong = []
    for name in sorted(up):
        opens, notices = counts[names[name], OPEN], counts[names[name], NOTIFICATION]
        if name in each.anew and opens == 0:
            wrong.append(f"{name} was to begin anew, and no OPEN was seen")
        if name not in each.anew and opens + notices:
            wrong.append(f"{name} was to go on, and {opens} OPEN and {notices} NOTIFICATION were seen")
    return "; ".join(wrong)


@scenario("calico-node", "calicoctl", "bird", "birdc", "tshark", seconds=420)
def forty_changes(machine):
    """More than forty changes of resources: which sessions begin anew, by both ends' uptime and by a capture."""
    all_nodes = start_mesh(machine, 3)
    bird = BIRD(machine)
    bird.start(*router_sessions(bird, all_nodes))
    names = session_names(all_nodes, bird)
    watch, capture = Watch(all_nodes, names), Capture(machine)
    up, windows, faults, done = MESH, [], [], 0
    for number, each in enumerate(steps(Cluster(all_nodes, bird))):
        up = up if each.up is None else each.up
        before, start = watch.uptimes(), time.time()
        try:
            each.change()
            fence(all_nodes, number)
            after = wait_for(f"sessions after {each.name}", lambda: watch.must_be_up(up), 40)
        except Failed as error:
            faults.append(f"{number + 1} {each.name}: {error}")
            break
        windows.append((each, up, start, time.time()))
        if words := judge(each, before, after):
            faults.append(f"{number + 1} {each.name}: {words}")
        done += 1
    messages = capture.messages()
    for number, (each, up, start, end) in enumerate(windows):
        if words := testify(each, up, count(messages, start, end), names):
            faults.append(f"{number + 1} {each.name}: capture: {words}")
    if faults:
        raise Failed(f"{len(faults)} faults in {done} changes:\n  " + "\n  ".join(faults))
    opens = sum(kind == OPEN for _, _, kind in messages)
    return f"{done} changes; sessions began anew where they have to and nowhere else ({opens} OPENs seen)"
