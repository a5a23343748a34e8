"""What a host has, as lines that two moments can be compared by: links, addresses, routes, rules, nftables, settings, files."""

import collections
import os
import re
import shutil

from machine import PATH

QUESTIONS = "link show\naddress show\nroute show table all\n-6 route show table all\nrule show\nneighbour show nud permanent\n"
#: Different every time, or made by the kernel by itself a moment later.
NOISE = re.compile(r"^\d+: |\b(tentative|linkdown|dadfailed|offload|rt_trap) ?| *expires \d+sec| pref medium|\\")
LATE = re.compile(r"inet6 fe80::|(multicast|anycast|local) .*proto kernel|^fe80::/|ff00::/8")
FOLDERS = ("/var/lib/calico", "/etc/calico", "/run/calico", "/var/log/calico")
#: Of the state folder, what cleanup leaves: the node's name and record, which outlive a reboot, the store of its pods'
#: addresses, which is the plugin's, and the datastore, which is the cluster's.
KEPT = ("mtu", "nodename", "node.json", "run/nodestore/", "datastore/")
SETTINGS = ("/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv6/conf/all/forwarding",
            "/proc/sys/net/ipv4/conf/all/rp_filter", "/proc/sys/net/ipv4/fib_multipath_hash_policy")


def of(node):
    """The host's, and the files below its state folder but for those that stay."""
    inside = node.namespace
    text = "".join(inside.must("ip", "-oneline", *question.split()) for question in QUESTIONS.splitlines())
    text += inside.must("ip", "-6", "rule", "show")
    if shutil.which("nft", path=PATH):
        text += inside.must("nft", "list", "ruleset")
    lines = [re.sub(r"\s+", " ", NOISE.sub("", line)).strip() for line in text.splitlines() if not LATE.search(line)]
    lines += inside.run("grep", "-s", "", *SETTINGS).output.splitlines()
    files = [os.path.join(folder, name) for top in (node.state, *FOLDERS) for folder, _, names in os.walk(top) for name in names]
    kept = tuple(f"{node.state}/{name}" for name in KEPT)
    return [line for line in lines if line] + [f"file: {name}" for name in files if not name.startswith(kept)]


def differences(before, after):
    """The lines that only one has: (gone, come)."""
    before, after = collections.Counter(before), collections.Counter(after)
    return list((before - after).elements()), list((after - before).elements())
