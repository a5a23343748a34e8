"""One run of the sweep: kill a request at a point, let the runtime go on, and test that everything is as it should be."""

import kernel_view
from host import Failed, shortened
from node import Node
from points import RESTARTED, calls_of

CONTAINER = "kill-sweep-pod"
#: How strace ends when a signal killed what it traced: by the same signal.
KILLED = -9
#: How often a point is tried to be reached: the number of calls depends a little on what else the machine does.
ATTEMPTS = 5


class NotReached(Exception):
    """The request was not killed at the point."""


class Sweep:
    """Runs the points of one variant."""

    def __init__(self, host, variant):
        self.host = host
        self.variant = variant
        self.node = Node(host, variant.dual, bystander=variant.warm)
        self._good = self._undisturbed()
        #: The system call at which the latest request died; "" if it did not.
        self.last_call = ""

    def _undisturbed(self):
        """What an ADD makes when nobody disturbs it; also the proof that every test here passes then."""
        pod = self.host.new_pod()
        self.node.reset()
        answer = self.node.add(CONTAINER, pod)
        view = self.node.view(answer, pod)
        self._finish(answer, pod)
        return view

    def record(self):
        """The system calls of the request when it succeeds."""
        pod = self._begin()
        done, trace = self.node.traced([], self.variant.verb, CONTAINER, pod)
        if done.status != 0:
            raise Failed(f"{self.variant.verb} under strace ended with status {done.status}: {done.said}")
        self.node.delete(CONTAINER, pod)
        self.host.remove_pod(pod)
        return calls_of(trace)

    def run(self, point):
        """Raises Failed, or NotReached."""
        self.last_call = ""
        pod = self._killed(point)
        pod = self._go_on(point.order, pod)
        answer = self.node.add(CONTAINER, pod)
        different = kernel_view.differences(self._good, self.node.view(answer, pod))
        if different:
            raise Failed("ADD did not make what it makes when undisturbed: " + "; ".join(different))
        self._finish(answer, pod)

    def _begin(self):
        """The node as the request is to find it. Returns its pod."""
        pod = self.host.new_pod()
        self.node.reset()
        if self.variant.verb == "DEL":
            self.node.add(CONTAINER, pod)
        return pod

    def _killed(self, point):
        """Kills the request at the point. Returns its pod."""
        for _ in range(ATTEMPTS):
            pod = self._begin()
            reason = self._kill(point, pod)
            if not reason:
                return pod
            self.node.delete(CONTAINER, pod)
            self.host.remove_pod(pod)
        raise NotReached(f"{reason}, in each of {ATTEMPTS} attempts")

    def _kill(self, point, pod):
        """Returns why it did not happen at the point; None if it did."""
        inject = f"inject={point.call}:signal=KILL:when={point.occurrence}"
        done, trace = self.node.traced(["-e", f"trace={point.call}", "-e", inject], self.variant.verb, CONTAINER, pod)
        lines = trace.splitlines()
        if done.status == 0:
            return f"{self.variant.verb} made {len(calls_of(trace))} calls of {point.call} and succeeded"
        if done.status != KILLED or len(lines) < 2 or not lines[-1].endswith("+++ killed by SIGKILL +++"):
            raise Failed(f"{self.variant.verb} was to be killed and ended with status {done.status}: {done.said}")
        if any(line.endswith(RESTARTED) for line in lines):
            return f"the kernel had {point.call} repeated before, which strace counts: it died too early"
        self.last_call = shortened(lines[-2].split(maxsplit=1)[-1], 300)
        return None

    def _go_on(self, order, pod):
        """What the runtime does before its next ADD. Returns the pod that is for."""
        if order == "add":
            return pod
        if order == "gc":
            self.node.collect()
        elif order == "gone":
            self.host.remove_pod(pod)
            self.node.delete(CONTAINER, pod)
        else:
            self.node.delete(CONTAINER, pod)
        self.node.must_be_clean(None if order == "gone" else pod)
        return self.host.new_pod() if order == "gone" else pod

    def _finish(self, answer, pod):
        """The tests after a good ADD, then DEL and the tests after that."""
        self.node.must_answer(answer)
        self.node.must_pass_check()
        self.node.delete(CONTAINER, pod)
        self.node.must_be_clean(pod)
        self.node.must_spare_the_bystander()
        self.host.remove_pod(pod)
