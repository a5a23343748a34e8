"""Traffic between two ends, in both directions, with every packet counted. See traffic.c."""

import itertools
import json
import signal
import subprocess
import time

from machine import Failed, wait_for

RATE = 1000
#: Seconds that traffic runs for.
AT_LEAST = 5.0
#: Each flow has its own: what an earlier one logged is not taken for this one's.
_ports = itertools.count(7007)


class Flow:
    """One pair of traffic programs: `source` sends to `target`, which sends back."""

    def __init__(self, source, target, version, port):
        machine = source.namespace.machine
        program = machine.program("traffic")
        name = f"traffic-{source.name}-{target.name}-{port}"
        self._echo = target.namespace.start(f"{name}-echo", program, "echo", str(port))
        wait_for("the echo server", lambda: "ready" in self._echo.text())
        self.title = f"{source.name} <-> {target.name} IPv{version}"
        self._sender = source.namespace.start(name, program, "send", target.address(version), str(port), "--rate", str(RATE),
                                            stdout=subprocess.PIPE)

    def end(self):
        """Stops sending. Returns what became of it."""
        if not self._sender.is_running():
            raise Failed(f"traffic {self.title} ended early\n{self._sender.tail()}")
        self._sender.send(signal.SIGINT)
        said = self._sender.stdout.read()
        self._sender.wait()
        self._sender.stdout.close()
        self._echo.stop(signal.SIGINT)
        return json.loads(said)


class Traffic:
    """Flows between pairs of ends, of both families, for as long as the `with` block takes.

        with Traffic((pod1, pod2)) as traffic: ...
        traffic.must_be_whole()
    """

    def __init__(self, *pairs, versions=(4, 6)):
        self._pairs, self._versions, self._flows = pairs, versions, []
        self.results, self._start = {}, 0.0

    def __enter__(self):
        for source, target in self._pairs:
            for version in self._versions:
                source.ping(target.address(version))
                self._flows.append(Flow(source, target, version, next(_ports)))
        self._start = time.monotonic()
        return self

    def __exit__(self, kind, *unused):
        # The test is that traffic goes on: also for a while after all looks well again.
        if kind is None:
            time.sleep(max(0.0, self._start + AT_LEAST - time.monotonic()))
        for flow in self._flows:
            self.results[flow.title] = flow.end()

    @property
    def sent(self):
        return sum(each["sent"] for each in self.results.values())

    @property
    def lost(self):
        return sum(each["lost"] for each in self.results.values())

    @property
    def longest_gap(self):
        return max(each["longest_gap_ms"] for each in self.results.values())

    def must_be_whole(self):
        """Nothing lost, nothing twice. Returns it in words."""
        bad = {title: each for title, each in self.results.items() if each["lost"] or each["duplicates"]}
        if bad:
            raise Failed("packets were lost or came twice: " + "; ".join(f"{title}: {each}" for title, each in bad.items()))
        if self.sent == 0:
            raise Failed("no packet was sent")
        return f"{self.sent} packets, 0 lost, longest gap {self.longest_gap:.0f} ms"
