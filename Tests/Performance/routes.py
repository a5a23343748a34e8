"""Kernel routes: RouteProgrammer against a bare C program that sends the same requests, in turn, each in a namespace of its own."""

import re
import subprocess

from report import middle

ROUTES, QUICK = 100_000, 5_000


class RouteScenarios:
    def __init__(self, quick, programs, helpers, report):
        self.program, self.floor, self.report = f"{programs}/calico-bench-routes", f"{helpers}/routes_floor", report
        self.count, self.rounds = (QUICK, 2) if quick else (ROUTES, 9)
        self.failures = []

    def run(self):
        for family in ("4", "6"):
            figures = {program: {"added": [], "deleted": []} for program in (self.program, self.floor)}
            for turn in range(self.rounds):
                order = (self.program, self.floor) if turn % 2 else (self.floor, self.program)
                for program in order:
                    self.measure(program, family, figures[program])
            if any(not values for of in figures.values() for values in of.values()):
                continue
            for verb in ("added", "deleted"):
                ours, floor = (middle(figures[program][verb]) for program in (self.program, self.floor))
                self.report.add(f"{self.count:,} IPv{family} routes {verb}", "/s", ours, "bare netlink in C", floor, least=0.8)

    def measure(self, program, family, figures):
        done = subprocess.run([program, str(self.count), "64", family], capture_output=True, text=True)
        found = dict(re.findall(r"(added|deleted) in [0-9.]+ s \((\d+)/s\)", done.stdout))
        if done.returncode != 0 or len(found) < 2:
            self.failures.append(f"{program}: {done.stdout}{done.stderr}")
            return
        for verb, rate in found.items():
            figures[verb].append(int(rate))
