"""Runs points in the private host it is started in (see fleet.py): one JSON request per line, one JSON answer per line.

    {"variant": {...}, "record": true}  ->  {"calls": [["read", 1], ...]}
    {"point": {...}}                    ->  {"outcome": "passed", "died": true, "last_call": "...", "protocol": [...]}

`outcome` is "passed", "failed" or "not reached"; the last two have a "reason".
"""

import json
import sys
import traceback

import node
from case import NotReached, Sweep
from host import Failed, Host
from points import Point, Variant


class Worker:
    """Keeps the node of the latest variant, until another is asked for or a run may have damaged it."""

    def __init__(self, host):
        self.host = host
        self._sweep = None

    def answer(self, request):
        self.host.protocol.clear()
        if "record" in request:
            return {"calls": self._sweep_of(Variant(**request["variant"])).record()}
        point = Point.from_json(request["point"])
        return self._try(point) | {"protocol": list(self.host.protocol)}

    def _try(self, point):
        sweep = None
        try:
            sweep = self._sweep_of(point.variant)
            sweep.run(point)
            return {"outcome": "passed", "died": True, "last_call": sweep.last_call}
        except NotReached as error:
            outcome, reason = "not reached", str(error)
        except Failed as error:
            outcome, reason = "failed", str(error)
        except Exception:  # a surprise: the reader needs to know where
            outcome, reason = "failed", traceback.format_exc()
        self._drop()
        killed_at = sweep.last_call if sweep else ""
        return {"outcome": outcome, "reason": reason, "died": killed_at != "", "last_call": killed_at}

    def _sweep_of(self, variant):
        if self._sweep is None or self._sweep.variant != variant:
            self._drop()
            self._sweep = Sweep(self.host, variant)
        return self._sweep

    def _drop(self):
        self._sweep = None
        node.clear(self.host)


def main():
    worker = Worker(Host(sys.argv[1]))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        try:
            answer = worker.answer(json.loads(line))
        except Failed as error:
            answer = {"error": str(error), "protocol": worker.host.protocol}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
