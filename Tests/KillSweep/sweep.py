"""The kill sweep: a crash of `calico` between any two system calls leaves nothing that the next run does not repair.

One ADD and one DEL that succeed are recorded with strace. For each system call they make, and each of its occurrences,
the request is run again and killed by SIGKILL there; the run has to die. Then, in one of several orders, the runtime
goes on: DEL, or ADD at once, or GC, or the pod's namespace vanishes before DEL. Each has to succeed, and after DEL and
GC nothing may be left. After it ADD has to make exactly what an undisturbed ADD makes: links, addresses, routes, rules,
neighbours, sysctls and files are compared line by line, the host pings the pod, and `calico-ipam check` is clean. A
last DEL takes all of that away again. Another pod on the node keeps its link, its routes and its record throughout.

strace delivers the signal as the call begins, so the call itself is not made: the point is the moment before it. That
is the moment after the call before it, too, but for what the program does in memory alone in between; the exception is
the store's lock file, of which a part is shared memory. The first point of each variant is the moment after execve(2),
the last is the one before exit_group(2), when the answer is written already.

Variants: "fresh" starts without a state folder, so that the store is made; "warm" starts with a store and another pod.
A point has a name, such as ADD-warm-IPv4/gc/sendto/3: variant, order, system call, occurrence.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time

from fleet import UNSHARE, Fleet, WorkerLost
from host import PROGRAMS, shortened
from points import FULL_VARIANTS, ORDERS, VARIANTS, points_of, select


def missing():
    """Why nothing can be swept here; "" if it can."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("strace", "ip", "unshare", "nsenter", "mount"):
        if not shutil.which(program):
            return f"no program {program} found"
    attempt = subprocess.run([*UNSHARE, "strace", "-o", "/dev/null", "true"], check=False, capture_output=True, text=True)
    if attempt.returncode != 0:
        return f"needs namespaces and the right to trace: {attempt.stderr.strip()}"
    return ""


class Tally:
    """Counts the runs of one variant and prints those that failed."""

    def __init__(self, variant, verbose):
        self.variant = variant
        self.verbose = verbose
        self.points = set()
        self.runs = self.died = self.passed = self.unreached = 0

    def note(self, point, answer):
        self.runs += 1
        self.points.add((point.call, point.occurrence))
        self.died += answer["died"]
        outcome = answer["outcome"]
        self.passed += outcome == "passed"
        self.unreached += outcome == "not reached"
        if self.verbose:
            print(f"\n{point.name}: {outcome}", *answer["protocol"], sep="\n")
        if outcome != "passed":
            reason = answer["reason"].strip()
            print(f"{point.name}: {outcome}", f"  {reason if self.verbose else shortened(reason, 1500)}",
                  f"  killed at: {answer['last_call'] or '(it did not die)'}",
                  f"  again: Tests/KillSweep/run --verbose --only '{point.name}'", sep="\n", flush=True)

    def __str__(self):
        return (f"{self.variant.title}: {len(self.points)} points, {self.runs} runs, {self.died} died, {self.passed} repaired, "
                f"{self.unreached} not reached")


def arguments():
    parser = argparse.ArgumentParser(
        prog="run", description="Kills calico before each of its system calls and tests that the next run repairs what is left.",
        epilog="Orders of repair: " + "; ".join(f"{name}: {text}" for name, text in ORDERS.items()) + ".")
    parser.add_argument("--full", action="store_true", help="every order at every point, and more variants")
    parser.add_argument("--list", action="store_true", help="print the points and end")
    parser.add_argument("--only", action="append", default=[], metavar="PATTERN",
                        help="only points whose name matches this shell pattern, of all that --full has; may be repeated")
    parser.add_argument("--verbose", action="store_true", help="print each program that was run, and what it said")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="how many private hosts work at once (2)")
    parser.add_argument("programs", nargs="?", default=os.environ.get("CALICO_BIN", "bin"), help=argparse.SUPPRESS)
    return parser.parse_args()


def sweep(options, fleet):
    """Runs, or lists, all points. Returns how many runs passed and how many did not."""
    passed = failed = 0
    for variant in FULL_VARIANTS if options.full or options.only else VARIANTS:
        points = select(points_of(variant, fleet.record(variant), options.full or bool(options.only)), options.only)
        if options.list:
            print(*(point.name for point in points), sep="\n")
            continue
        if not points:
            continue
        tally = Tally(variant, options.verbose)
        for point, answer in fleet.run(points):
            tally.note(point, answer)
        print(tally, flush=True)
        passed += tally.passed
        failed += tally.runs - tally.passed
    return passed, failed


def main():
    options = arguments()
    reason = missing()
    if reason:
        print(f"skipped: {reason}\nkill sweep: 0 passed, 0 failed, 1 skipped")
        return 0
    programs = os.path.realpath(options.programs)
    absent = [name for name in PROGRAMS if not os.access(f"{programs}/{name}", os.X_OK)]
    if absent:
        print(f"no {' and no '.join(absent)} in {programs}: build first, or set CALICO_BIN", file=sys.stderr)
        return 2
    start = time.monotonic()
    try:
        with Fleet(options.workers, programs) as fleet:
            passed, failed = sweep(options, fleet)
    except WorkerLost as error:
        print(f"the sweep ended early: {error}\nkill sweep: 0 passed, 1 failed")
        return 1
    if options.list:
        return 0
    if passed + failed == 0:
        print("no point has such a name; --list --full prints all", file=sys.stderr)
        return 2
    print(f"took {time.monotonic() - start:.0f} s")
    print(f"kill sweep: {passed} passed, {failed} failed")
    return 1 if failed else 0


def end(number, _):
    """Unwinds, so that the private hosts end."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, end)
    sys.exit(main())
