"""What the kernel says of the host and of a pod, as sorted lines that two moments can be compared by."""

import collections
import re

from host import netns_path

#: What the names of pods' links in the host begin with.
LINK_PREFIX = "cali"

# Of both families, but for the rules: `ip` takes those to mean IPv4.
QUESTIONS = "link show\naddress show\nroute show table all\nrule show\nneighbour show nud permanent\nneighbour show proxy\n"

# Different every time, and rightly so.
NOISE = [
    (re.compile(r"^\d+: "), ""),
    (re.compile(r"@if\d+"), "@peer"),
    (re.compile(r"link-netns(id)? \S+"), "link-netns POD"),
    (re.compile(r"(?!(ee:){5}ee|00:00|ff:ff)[0-9a-f]{2}(:[0-9a-f]{2}){5}"), "MAC"),
    (re.compile(r"\b(tentative|linkdown|dadfailed) ?"), ""),
    (re.compile(r"\\ *"), " "),
]
# The kernel makes them by itself, for IPv6, some time after the link is up or the address is set.
LATE = re.compile(r"inet6 fe80::.* scope link|^(multicast|anycast|local) .* proto kernel metric|^fe80::/.* proto kernel")


def _normal(text, names):
    """The lines of `text`, with what differs from pod to pod replaced: by `names`, and by NOISE."""
    lines = []
    for line in text.splitlines():
        for value, name in names.items():
            line = re.sub(rf"(?<![\w.:]){re.escape(value)}(?![\w.:])", name, line)
        for pattern, name in NOISE:
            line = pattern.sub(name, line)
        if not LATE.search(line) and line.strip():
            lines.append(line.strip())
    return lines


def of_namespace(host, pod=None, names=None):
    """All links, addresses, routes, rules, permanent neighbours and proxies of a pod, or of the host itself."""
    inside = _inside(pod)
    text = host.must(*inside, "ip", "-oneline", "-batch", "-", stdin=QUESTIONS)
    text += host.must(*inside, "ip", "-6", "rule", "show")
    return [f"{pod and 'pod' or 'host'}: {line}" for line in _normal(text, names or {})]


def sysctls(host, interface, pod=None):
    """The settings of an interface, of all and of new ones, and of forwarding."""
    scopes = ("all", "default", interface) if pod else (interface,)
    folders = [f"/proc/sys/net/ipv{v}/conf/{scope}" for v in (4, 6) for scope in scopes]
    # Not all can be read (stable_secret, before it is set), and some kernels have no IPv6.
    text = host.run(*_inside(pod), "grep", "-rs", "", "/proc/sys/net/ipv4/ip_forward", *folders).output
    return sorted(f"{pod and 'pod' or 'host'}: {line}" for line in text.splitlines())


def _inside(pod):
    return ("nsenter", f"--net={netns_path(pod)}") if pod else ()


def links(host):
    """The names of the host's links that are pods'."""
    return re.findall(rf"^\d+: ({LINK_PREFIX}[^@:]*)", host.must("ip", "-oneline", "link", "show"), re.MULTILINE)


def differences(wanted, found):
    """One sentence for each line that only one of the two has."""
    wanted, found = collections.Counter(wanted), collections.Counter(found)
    return [f"missing: {line}" for line in wanted - found] + [f"more: {line}" for line in found - wanted]
