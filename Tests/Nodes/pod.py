"""A pod: a network namespace that the CNI plugin `calico` connects, the way a container runtime has it done."""

import http.client
import http.server
import json
import socket
import threading

from machine import Failed, wait_for

INTERFACE = "eth0"
NETWORK = "nodes"


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


class End:
    """A namespace with an address: a pod, or a host on somebody's network. Pings others, serves HTTP."""

    def __init__(self, name, namespace, addresses):
        self.name, self.namespace, self.addresses = name, namespace, addresses
        self._servers = []

    def address(self, version=4):
        return next(each for each in self.addresses if (":" in each) == (version == 6))

    def ping(self, address, seconds=30.0):
        """Pings until there is one answer. Returns its time in milliseconds."""
        def once():
            done = self.namespace.run("ping", "-n", "-c", "1", "-W", "1", address)
            if done.status != 0:
                raise Failed(f"no answer: {done.said}")
            return float(done.output.split("time=")[1].split()[0])
        return wait_for(f"{self.name} to ping {address}", once, seconds)

    def must_not_reach(self, address):
        done = self.namespace.run("ping", "-n", "-c", "2", "-i", "0.2", "-W", "1", address)
        if done.status == 0:
            raise Failed(f"{self.name} reaches {address}, and must not")

    def serve(self):
        """Serves HTTP at port 80 of each address, from threads of this process."""
        words = f"hello from {self.name}\n".encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", str(len(words)))
                self.end_headers()
                self.wfile.write(words)

            def log_message(self, *unused):
                pass

        for address in self.addresses:
            server = _Server((address, 80), Handler, bind_and_activate=False)
            server.socket.close()
            server.socket = self.namespace.socket(family_of(address))
            server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.socket.bind((address, 80))
            server.socket.listen()
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self._servers.append(server)
        return self

    def fetch(self, address, seconds=30.0):
        """Gets `/` by HTTP. Returns the words."""
        def once():
            connection = http.client.HTTPConnection(address, timeout=5)
            connection.sock = self.namespace.socket(family_of(address))
            connection.sock.settimeout(5)
            try:
                connection.sock.connect((address, 80))
                connection.request("GET", "/")
                return connection.getresponse().read().decode().strip()
            finally:
                connection.close()
        return wait_for(f"HTTP from {self.name} to {address}", once, seconds)

    def close(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._servers.clear()


class Pod(End):
    """Made by ADD, as soon as there is an object; see `remove`."""

    def __init__(self, node, name, ranges=None):
        """`ranges` as in the plugin's configuration; without it addresses come from the node's pod CIDRs."""
        self.node, self._ranges = node, ranges
        self.container = f"{node.name}-{name}"
        super().__init__(name, node.machine.namespace(f"pod-{self.container}"), [])
        answer = json.loads(self._request("ADD"))
        self.addresses = [entry["address"].split("/")[0] for entry in answer["ips"]]
        self.link = answer["interfaces"][0]["name"]

    def _request(self, verb):
        ipam = {"type": "calico-ipam"} | ({"ranges": self._ranges} if self._ranges else {})
        configuration = {"cniVersion": "1.1.0", "name": NETWORK, "type": "calico", "nodename": self.node.name,
                         "state_dir": self.node.state, "ipam": ipam}
        machine = self.node.machine
        environment = {
            "CNI_COMMAND": verb, "CNI_PATH": machine.programs, "CNI_CONTAINERID": self.container, "CNI_IFNAME": INTERFACE,
            "CNI_NETNS": self.namespace.path,
            "CNI_ARGS": f"IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME={self.container}",
        }
        return self.node.namespace.must(machine.program("calico"), stdin=json.dumps(configuration), environment=environment)

    def remove(self):
        """DEL, and the namespace goes."""
        self.close()
        self._request("DEL")
        self.namespace.remove()
        if self in self.node.pods:
            self.node.pods.remove(self)
