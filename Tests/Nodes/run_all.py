"""Runs scenarios, each on a private machine of its own, and prints a line for each. See `run`."""

import argparse
import concurrent.futures
import fnmatch
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import scenario
from machine import PROGRAMS

HERE = os.path.dirname(os.path.abspath(__file__))
#: The machine ends with this process, however that ends, and everything in it with the machine.
PRIVATE = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]


def missing():
    """Why nothing can be run here; "" if it can."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("gcc", "ip", "unshare", "nsenter", "setpriv", "mount", "ping"):
        if not shutil.which(program):
            return f"no program {program} found"
    attempt = subprocess.run([*PRIVATE, "true"], check=False, capture_output=True, text=True)
    return "" if attempt.returncode == 0 else f"needs namespaces: {attempt.stderr.strip()}"


def gather(folder):
    """Puts the programs into the folder: those under test as copies, so that a build meanwhile does not change them."""
    programs = os.path.abspath(os.environ.get("CALICO_BIN") or os.path.join(HERE, "..", "..", "bin"))
    for name in PROGRAMS:
        if os.access(f"{programs}/{name}", os.X_OK):
            shutil.copy(f"{programs}/{name}", folder)
    subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", f"{folder}/traffic", f"{HERE}/traffic.c"], check=True)


class Runner:
    """Runs scenarios, each on a private machine."""

    def __init__(self, programs, logs, verbose):
        self._programs, self._logs, self._verbose = programs, logs, verbose
        self._processes = set()

    def run(self, one):
        """Runs a scenario. Returns its outcome (passed, failed, skipped), seconds, words, and what it printed."""
        folder = f"{self._logs}/{one.name}"
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        start = time.monotonic()
        flags = ["--verbose"] if self._verbose else []
        status, said = self._private([f"{HERE}/inside.py", one.name, self._programs, folder, *flags], one.seconds)
        seconds = time.monotonic() - start
        shown, _, last = said.rstrip("\n").rpartition("\n")
        if status == 0 and last.startswith("{"):
            answer = json.loads(last)
            return answer["outcome"], seconds, answer["words"], shown
        what = f"did not end within {one.seconds} s" if status is None else f"its process ended with status {status}"
        return "failed", seconds, what, said

    def _private(self, arguments, seconds):
        """Runs Python on a private machine. Returns its status, None if it took too long, and what it said."""
        # A session of its own: an interrupt from the keyboard ends this process, and that ends the machine.
        process = subprocess.Popen([*PRIVATE, sys.executable, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True)
        self._processes.add(process)
        try:
            said, _ = process.communicate(timeout=seconds)
            return process.returncode, said
        except subprocess.TimeoutExpired:
            self._ask_where(process)
            try:
                said, _ = process.communicate(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                said, _ = process.communicate()
            return None, said
        finally:
            process.kill()
            self._processes.discard(process)

    @staticmethod
    def _ask_where(process):
        """Has the scenario print where it is; see inside.py."""
        with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
            for child in file.read().split():
                os.kill(int(child), signal.SIGUSR1)

    def end(self):
        """Ends the machines that still run."""
        for process in list(self._processes):
            process.kill()


def arguments():
    parser = argparse.ArgumentParser(prog="run", description="Runs calico-node on private networks.")
    parser.add_argument("--list", action="store_true", help="print the scenarios and end")
    parser.add_argument("--verbose", action="store_true", help="print each program that was run, and what it said")
    parser.add_argument("--keep", metavar="FOLDER", help="keep all logs there")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="how many scenarios run at once (1)")
    parser.add_argument("names", nargs="*", metavar="SCENARIO", help="names or shell patterns; default: all")
    return parser.parse_args()


def report(options, chosen):
    """Runs the chosen scenarios and prints their lines. Returns how many passed, failed and were skipped."""
    counts = dict.fromkeys(("passed", "failed", "skipped"), 0)
    with tempfile.TemporaryDirectory(prefix="calico-nodes-") as folder, \
            concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
        gather(folder)
        logs = os.path.abspath(options.keep) if options.keep else f"{folder}/logs"
        runner = Runner(folder, logs, options.verbose)
        waiting = {pool.submit(runner.run, one): one for one in chosen}
        try:
            for done in concurrent.futures.as_completed(waiting):
                outcome, seconds, words, shown = done.result()
                counts[outcome] += 1
                if shown and (options.verbose or outcome == "failed"):
                    print(shown)
                mark = {"passed": "PASS", "failed": "FAIL", "skipped": "skip"}[outcome]
                print(f"{mark} {seconds:6.1f} s  {waiting[done].name}: {words}", flush=True)
        finally:
            for each in waiting:
                each.cancel()
            runner.end()
    return counts


def main():
    options = arguments()
    known = scenario.load()
    chosen = [one for name, one in known.items() if not options.names or any(fnmatch.fnmatchcase(name, each) for each in options.names)]
    if options.list:
        for one in chosen:
            print(f"{one.name:<28} {one.title}")
        return 0
    if not chosen:
        print("no scenario has such a name; --list prints all", file=sys.stderr)
        return 2
    if reason := missing():
        print(f"skipped: {reason}\nnodes: 0 passed, 0 failed, {len(chosen)} skipped")
        return 0
    counts = report(options, chosen)
    print(", ".join(f"{'nodes: ' if name == 'passed' else ''}{count} {name}" for name, count in counts.items()))
    return 1 if counts["failed"] else 0


def end(number, _):
    """Unwinds, so that the private machines end and the folder goes."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, end)
    sys.exit(main())
