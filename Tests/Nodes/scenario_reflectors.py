"""From a mesh to route reflectors and back, without a moment in which a route is missing."""

import json

import resources
from node import start_mesh
from scenario import scenario
from traffic import Traffic


def patch(node, name, document):
    node.namespace.must(node.machine.program("calicoctl"), "patch", "node", name, "--type", "merge", "-p", json.dumps(document),
                        environment=node.environment(True))


@scenario("calico-node", "calico", "calicoctl", "traffic")
def mesh_to_reflectors(machine):
    """A mesh of four becomes two reflectors with clients, make before break, and a mesh again, under traffic."""
    all_nodes = start_mesh(machine, 4)
    reflectors, clients = all_nodes[:2], all_nodes[2:]
    pods = [node.pod(f"p{node.number}") for node in all_nodes]
    every = {node.name: [address for other in all_nodes if other is not node for address in (other.ip4, other.ip6)] for node in all_nodes}
    to_reflectors = {node.name: [address for other in reflectors if other is not node for address in (other.ip4, other.ip6)] for node in clients}
    first = all_nodes[0]
    first.apply(*resources.pod_pools())
    with Traffic((pods[2], pods[3]), (pods[0], pods[2])) as traffic:
        # Sessions to the reflectors-to-be beside the mesh: by label, so that they are BGPPeers already.
        for node in reflectors:
            patch(first, node.name, {"metadata": {"labels": {"reflector": "yes"}}})
        first.apply(resources.peer("to-reflectors", nodeSelector="all()", peerSelector="has(reflector)"))
        for node in all_nodes:
            node.wait_established(*every[node.name])
        # Then their cluster ids.
        for node in reflectors:
            patch(first, node.name, {"spec": {"bgp": {"routeReflectorClusterID": "10.0.0.1"}}})
        for node in all_nodes:
            node.wait_established(*every[node.name])
        # Then the mesh goes.
        first.apply(resources.configuration(nodeToNodeMeshEnabled=False))
        for node in reflectors:
            node.wait_established(*every[node.name])
        for node in clients:
            node.wait_established(*to_reflectors[node.name])
            node.wait_routes(*(cidr for other in all_nodes if other is not node for cidr in other.pod_cidrs))
        # And all of it the other way round.
        first.apply(resources.configuration(nodeToNodeMeshEnabled=True))
        for node in clients:
            node.wait_established(*every[node.name])
        for node in reflectors:
            patch(first, node.name, {"spec": {"bgp": {"routeReflectorClusterID": None}}})
        first.delete("bgppeer", "to-reflectors")
        for node in all_nodes:
            node.wait_established(*every[node.name])
            node.wait_routes(*(cidr for other in all_nodes if other is not node for cidr in other.pod_cidrs))
    return f"{traffic.must_be_whole()}; there and back"
