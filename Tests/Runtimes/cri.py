"""A client of the Kubernetes Container Runtime Interface (runtime.v1), as small as the tests allow.

Field numbers are those of k8s.io/cri-api/pkg/apis/runtime/v1/api.proto; only fields in use are listed.
"""

try:
    import grpc
except ImportError:
    grpc = None  # see containerd.missing

from protobuf import Message

STRINGS = {str: str}
EMPTY = Message()

PORT_MAPPING = Message(protocol=(1, int), container_port=(2, int), host_port=(3, int), host_ip=(4, str))
SANDBOX_METADATA = Message(name=(1, str), uid=(2, str), namespace=(3, str), attempt=(4, int))
NAMESPACE_OPTION = Message(network=(1, int), pid=(2, int), ipc=(3, int))
LINUX_SANDBOX = Message(cgroup_parent=(1, str))
SANDBOX_CONFIG = Message(metadata=(1, SANDBOX_METADATA), hostname=(2, str), log_directory=(3, str),
                         port_mappings=(5, [PORT_MAPPING]), labels=(6, STRINGS), annotations=(7, STRINGS),
                         linux=(8, LINUX_SANDBOX))
POD_IP = Message(ip=(1, str))
NETWORK_STATUS = Message(ip=(1, str), additional_ips=(2, [POD_IP]))
SANDBOX_STATUS = Message(id=(1, str), metadata=(2, SANDBOX_METADATA), state=(3, int), network=(5, NETWORK_STATUS))
IMAGE = Message(image=(1, str))
CONTAINER_CONFIG = Message(metadata=(1, Message(name=(1, str), attempt=(2, int))), image=(2, IMAGE),
                           command=(3, [str]), args=(4, [str]), log_path=(11, str))
CONDITION = Message(type=(1, str), status=(2, bool), reason=(3, str), message=(4, str))
CONTAINER = Message(container_id=(1, str))
SANDBOX = Message(pod_sandbox_id=(1, str))

RUNTIME, IMAGES = "runtime.v1.RuntimeService", "runtime.v1.ImageService"

# Method -> service, request, response.
CALLS = {
    "Version": (RUNTIME, Message(version=(1, str)),
                Message(version=(1, str), runtime_name=(2, str), runtime_version=(3, str), runtime_api_version=(4, str))),
    "Status": (RUNTIME, Message(verbose=(1, bool)), Message(status=(1, Message(conditions=(1, [CONDITION]))))),
    "RunPodSandbox": (RUNTIME, Message(config=(1, SANDBOX_CONFIG), runtime_handler=(2, str)), SANDBOX),
    "PodSandboxStatus": (RUNTIME, Message(pod_sandbox_id=(1, str), verbose=(2, bool)),
                         Message(status=(1, SANDBOX_STATUS), info=(2, STRINGS))),
    "StopPodSandbox": (RUNTIME, SANDBOX, EMPTY),
    "RemovePodSandbox": (RUNTIME, SANDBOX, EMPTY),
    "ListPodSandbox": (RUNTIME, EMPTY, Message(items=(1, [Message(id=(1, str), state=(3, int))]))),
    "CreateContainer": (RUNTIME, Message(pod_sandbox_id=(1, str), config=(2, CONTAINER_CONFIG),
                                         sandbox_config=(3, SANDBOX_CONFIG)), CONTAINER),
    "StartContainer": (RUNTIME, CONTAINER, EMPTY),
    "StopContainer": (RUNTIME, Message(container_id=(1, str), timeout=(2, int)), EMPTY),
    "RemoveContainer": (RUNTIME, CONTAINER, EMPTY),
    "ExecSync": (RUNTIME, Message(container_id=(1, str), cmd=(2, [str]), timeout=(3, int)),
                 Message(stdout=(1, bytes), stderr=(2, bytes), exit_code=(3, int))),
    "ImageStatus": (IMAGES, Message(image=(1, IMAGE), verbose=(2, bool)), Message(image=(1, Message(id=(1, str))))),
}


class CallFailed(Exception):
    """The runtime refused a call. `code` is the gRPC status code."""

    def __init__(self, method, error):
        super().__init__(f"{method}: {error.code().name}: {error.details()}")
        self.code = error.code()


class Client:
    """One connection to a runtime's unix socket. `call("StopPodSandbox", pod_sandbox_id=id)` returns a dictionary."""

    def __init__(self, socket):
        self.socket = socket
        self.channel = grpc.insecure_channel(f"unix:{socket}", options=[("grpc.enable_http_proxy", 0)])

    def call(self, method, seconds=30, **values):
        """Makes one call; `seconds` is its deadline. Raises CallFailed."""
        service, request, response = CALLS[method]
        try:
            return self.channel.unary_unary(
                f"/{service}/{method}", request_serializer=request.encode, response_deserializer=response.decode,
            )(values, timeout=seconds)
        except grpc.RpcError as error:
            raise CallFailed(method, error) from None

    def close(self):
        self.channel.close()
