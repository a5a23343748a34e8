"""Resources as `calicoctl apply` reads them."""

import json


def resource(kind, name, **spec):
    return {"apiVersion": "projectcalico.org/v3", "kind": kind, "metadata": {"name": name}, "spec": spec}


def text(*resources):
    """Documents that calicoctl reads: JSON is YAML, too."""
    return "\n---\n".join(json.dumps(each) for each in resources) + "\n"


def peer(name, **spec):
    return resource("BGPPeer", name, **spec)


def configuration(name="default", **spec):
    return resource("BGPConfiguration", name, **spec)


def bgp_filter(name, **spec):
    return resource("BGPFilter", name, **spec)


def pool(name, cidr, **spec):
    return resource("IPPool", name, cidr=cidr, ipipMode="Never", vxlanMode="Never", natOutgoing=False, **spec)


def pod_pools():
    """The pools that the nodes' pod CIDRs lie in: a reflector tells on what is in a pool, and nothing else."""
    return [pool("pods4", "10.65.0.0/16"), pool("pods6", "fd00:65::/32")]


def block(node, cidr):
    """A block of addresses that belongs to a node."""
    name = f"{node}-{cidr.replace('.', '-').replace(':', '-').replace('/', '-')}"
    return resource("BlockAffinity", name, state="confirmed", node=node, cidr=cidr, deleted=False)


def password(name, key="password"):
    """What refers to a password in the folder of secrets."""
    return {"secretKeyRef": {"name": name, "key": key}}
