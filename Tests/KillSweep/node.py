"""A node with one pod network: the plugin's verbs for its pods, and the tests that all is well."""

import json
import os
import shutil

import kernel_view
from host import BIN, Failed, netns_path

STATE = "/run/state"
#: The state folder that a sweep's runs start from, where they start with a store.
TEMPLATE = "/run/template"
INTERFACE = "eth0"
NETWORK = "kill-sweep"
BYSTANDER = "bystander"
STRACE = "/run/trace"

RANGES = [[{"subnet": "10.99.0.0/24"}], [{"subnet": "fd00:10:99::/64"}]]


def clear(host):
    """Takes away the pods, their links and the state folders of a node, whatever became of them."""
    for name in kernel_view.links(host):
        host.run("ip", "link", "delete", name)
    for pod in list(host.pods):
        host.remove_pod(pod)
    for folder in (STATE, TEMPLATE):
        shutil.rmtree(folder, ignore_errors=True)


class Node:
    """Where one variant is swept. A bystander is another pod, with a link and a record of its own: it must stay as it is."""

    def __init__(self, host, dual, bystander):
        self.host = host
        self.dual = dual
        pod = host.new_pod()
        self._clean_pod = kernel_view.of_namespace(host, pod)
        host.remove_pod(pod)
        self._bystander = None
        if bystander:
            self._bystander = host.new_pod()
            self.add(BYSTANDER, self._bystander)
            self._bystander_view = self._view_of_bystander()
            self._copy(STATE, TEMPLATE)
        self._clean_host = kernel_view.of_namespace(host)

    def reset(self):
        """The state folder as it was when this object was made. The links are as they were: see `must_be_clean`."""
        shutil.rmtree(STATE, ignore_errors=True)
        if os.path.exists(TEMPLATE):
            self._copy(TEMPLATE, STATE)

    def _copy(self, source, target):
        self.host.must("cp", "--archive", "--sparse=always", source, target)

    # The plugin's verbs.

    def request(self, verb, container, pod):
        """The standard input and the environment of a request."""
        configuration = {
            "cniVersion": "1.1.0", "name": NETWORK, "type": "calico", "nodename": "node1",
            "ipam": {"type": "calico-ipam", "ranges": RANGES if self.dual else RANGES[:1]},
        }
        environment = {"CNI_COMMAND": verb, "CNI_PATH": BIN, "CALICO_STATE_DIR": STATE}
        if verb == "GC":
            kept = [{"containerID": BYSTANDER, "ifname": INTERFACE}] if self._bystander else []
            configuration["cni.dev/valid-attachments"] = kept
        else:
            environment |= {
                "CNI_CONTAINERID": container, "CNI_IFNAME": INTERFACE, "CNI_NETNS": netns_path(pod),
                "CNI_ARGS": f"IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME={container}",
            }
        return {"stdin": json.dumps(configuration), "environment": environment}

    def traced(self, options, verb, container, pod):
        """A request under strace with these options. Returns how it ended, and the trace."""
        done = self.host.run("strace", "-f", "-o", STRACE, *options, f"{BIN}/calico", **self.request(verb, container, pod))
        with open(STRACE, encoding="utf-8", errors="replace") as file:
            return done, file.read()

    def _verb(self, verb, container="", pod=""):
        done = self.host.run(f"{BIN}/calico", **self.request(verb, container, pod))
        if done.status != 0:
            raise Failed(f"{verb} ended with status {done.status}: {done.said}")
        return done.output

    def add(self, container, pod):
        """ADD has to succeed. Returns its result."""
        return json.loads(self._verb("ADD", container, pod))

    def delete(self, container, pod):
        self._verb("DEL", container, pod)

    def collect(self):
        """GC in which only the bystander is listed."""
        self._verb("GC")

    # The tests.

    def view(self, answer, pod):
        """All that an ADD made in the kernel, as lines that are the same after each good ADD, and the store's files."""
        names = {entry["address"].split("/")[0]: f"POD-ADDRESS-{number}" for number, entry in enumerate(answer["ips"], 1)}
        link = answer["interfaces"][0]["name"]
        return [
            *kernel_view.of_namespace(self.host, names=names), *kernel_view.sysctls(self.host, link),
            *kernel_view.of_namespace(self.host, pod, names), *kernel_view.sysctls(self.host, INTERFACE, pod),
            *self._files(),
        ]

    def must_answer(self, answer):
        """The pod has an address of each family, and the host reaches it there."""
        addresses = [entry["address"].split("/")[0] for entry in answer["ips"]]
        if len(addresses) != (2 if self.dual else 1):
            raise Failed(f"ADD gave the addresses {addresses}")
        if self.host.has_ping:
            for address in addresses:
                # Until one is answered, or for 5 s: the kernel may finish an IPv6 address a moment after ADD.
                self.host.must("ping", "-n", "-q", "-c", "1", "-i", "0.2", "-w", "5", address)

    def must_pass_check(self):
        """The records, the links and the routes agree."""
        done = self.host.run(f"{BIN}/calico-ipam", "check", "--state-dir", STATE)
        if done.status != 0:
            raise Failed(f"`calico-ipam check` ended with status {done.status}: {done.said}")

    def must_be_clean(self, pod=None):
        """Nothing of the pod is left, in the host, in its namespace or in the store; the bystander's parts are there."""
        wrong = kernel_view.differences(self._clean_host, kernel_view.of_namespace(self.host))
        if pod:
            wrong += kernel_view.differences(self._clean_pod, kernel_view.of_namespace(self.host, pod))
        wrong += self._records()
        if wrong:
            raise Failed("the node is not as before the pod: " + "; ".join(wrong))

    def must_spare_the_bystander(self):
        """The other pod's namespace is as it was. What the host and the store have of it is part of `must_be_clean`."""
        wrong = kernel_view.differences(self._bystander_view, self._view_of_bystander()) if self._bystander else []
        if wrong:
            raise Failed("the other pod on the node was changed: " + "; ".join(wrong))

    def _records(self):
        """The attachments, and the addresses with an owner, in the store; a sentence if the bystander's are not there."""
        if not os.path.exists(f"{STATE}/run/nodestore/boot-id"):
            return []
        dump = json.loads(self.host.must(f"{BIN}/calico-ipam", "dump", "--state-dir", STATE))
        attached = [entry["containerID"] for entry in dump["attachments"]]
        owned = [entry["owner"]["containerID"] for entry in dump["addresses"] if "owner" in entry]
        found = [f"record of {name}" for name in attached if name != BYSTANDER]
        found += [f"address of {name}" for name in owned if name != BYSTANDER]
        if self._bystander and (attached.count(BYSTANDER), owned.count(BYSTANDER)) != (1, 2 if self.dual else 1):
            found.append(f"of the other pod {attached.count(BYSTANDER)} records and {owned.count(BYSTANDER)} addresses")
        return found

    def _view_of_bystander(self):
        pod = self._bystander
        return kernel_view.of_namespace(self.host, pod) + kernel_view.sysctls(self.host, INTERFACE, pod)

    @staticmethod
    def _files():
        """The names of the files that a good ADD leaves below the state folder."""
        return sorted(f"file: {os.path.join(folder, name)}" for folder, _, files in os.walk(STATE) for name in files)
