"""Private hosts that work through a list of points side by side. Each is a process in network, mount and process
namespaces of its own: it ends with everything in it when `unshare` is killed, or when this process is gone."""

import json
import os
import queue
import subprocess
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
UNSHARE = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]


class WorkerLost(Exception):
    """A private host did not start, or ended before its time; the text tells what it said."""


class PrivateHost:
    """One worker (see worker.py) and the pipes to it."""

    def __init__(self, programs):
        # A session of its own: an interrupt from the keyboard ends this process, and that ends the worker.
        self._process = subprocess.Popen(
            [*UNSHARE, sys.executable, f"{HERE}/worker.py", programs], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, start_new_session=True)

    def wait_until_ready(self):
        self._read()

    def ask(self, request):
        """Sends a request and returns the answer. Raises WorkerLost."""
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError:
            pass  # the worker is gone; reading tells why
        return self._read()

    def _read(self):
        line = self._process.stdout.readline()
        if not line:
            raise WorkerLost(self._process.stderr.read().strip() or f"ended with status {self._process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise WorkerLost("\n".join([answer["error"], *answer["protocol"][-6:]]))
        return answer

    def end(self):
        """Kills the worker and waits for it."""
        self._process.kill()
        self._process.wait()


class Fleet:
    """Several private hosts.

        with Fleet(2, "bin") as fleet:
            calls = fleet.record(variant)
            for point, answer in fleet.run(points): ...
    """

    def __init__(self, size, programs):
        self._size = size
        self._programs = programs
        self._hosts = []

    def __enter__(self):
        try:
            for _ in range(self._size):
                self._hosts.append(PrivateHost(self._programs))
            for host in self._hosts:
                host.wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *unused):
        for host in self._hosts:
            host.end()

    def record(self, variant):
        """The system calls of the variant's request, as (name, occurrence)."""
        request = {"variant": vars(variant), "record": True}
        return [tuple(call) for call in self._hosts[0].ask(request)["calls"]]

    def run(self, points):
        """Runs all points; yields each with its answer as it comes in."""
        waiting, answers = queue.SimpleQueue(), queue.SimpleQueue()
        for point in points:
            waiting.put(point)
        for host in self._hosts:
            threading.Thread(target=self._serve, args=(host, waiting, answers), daemon=True).start()
        for _ in points:
            point, answer = answers.get()
            if isinstance(answer, WorkerLost):
                raise answer
            yield point, answer

    @staticmethod
    def _serve(host, waiting, answers):
        while True:
            try:
                point = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                answers.put((point, host.ask({"point": point.to_json()})))
            except WorkerLost as error:
                answers.put((point, error))
                return
