"""The datastore measurements: calicoctl with 20,000 policies, selectors, and how fast a write reaches other processes."""

import json
import os
import re
import shutil
import subprocess
import time

from report import Load, middle

KIND = "NetworkPolicy"


def policy(number):
    return {
        "apiVersion": "projectcalico.org/v3", "kind": KIND,
        "metadata": {"name": f"allow-{number}", "namespace": f"tenant-{number % 100}", "labels": {"team": f"team-{number % 7}"}},
        "spec": {
            "order": number, "selector": "app == 'web' && tier in {'a','b'}", "types": ["Ingress", "Egress"],
            "ingress": [
                {"action": "Allow", "protocol": "TCP",
                 "source": {"selector": f"app == 'client-{number}'", "namespaceSelector": "team == 'blue'"},
                 "destination": {"ports": [80, 443, "8000:9000"]}},
                {"action": "Allow", "protocol": "UDP", "source": {"nets": ["10.0.0.0/8", "192.168.0.0/16"]},
                 "destination": {"ports": [53]}}],
            "egress": [{"action": "Allow", "destination": {"nets": [f"10.{number % 250}.0.0/16"]}}]}}


def yaml(value, depth=0):
    """Block style, as people write it."""
    lines, indent = [], "  " * depth
    for key, member in value.items():
        if isinstance(member, dict):
            lines += [f"{indent}{key}:", yaml(member, depth + 1)]
        elif isinstance(member, list):
            lines.append(f"{indent}{key}:")
            for element in member:
                if isinstance(element, dict):
                    lines.append(f"{indent}- {yaml(element, depth + 1)[len(indent) + 2:]}")
                else:
                    lines.append(f"{indent}- {json.dumps(element)}")
        else:
            lines.append(f"{indent}{key}: {json.dumps(member)}")
    return "\n".join(lines)


class DatastoreScenarios:
    """Works in FOLDER, which has to be on a disk: every commit waits for it."""

    def __init__(self, quick, programs, folder, report):
        self.count = 2000 if quick else 20000
        self.starts = 10 if quick else 60
        self.puts = 100 if quick else 400
        self.programs, self.folder, self.report = programs, folder, report
        self.failures = []

    def run(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        load = Load()
        self.start()
        self.policies()
        self.selectors()
        self.watchers()
        print(f"datastore  {load.text()}")
        shutil.rmtree(self.folder, ignore_errors=True)

    def calicoctl(self, state, *arguments):
        """Seconds that one run took."""
        environment = dict(os.environ, CALICO_STATE_DIR=f"{self.folder}/{state}")
        begin = time.perf_counter()
        done = subprocess.run([f"{self.programs}/calicoctl", *arguments], env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            self.failures.append(f"calicoctl {' '.join(arguments)}: {done.stderr.strip()[:300]}")
        return time.perf_counter() - begin

    def start(self):
        self.calicoctl("start", "apply", "-f", self.write("one.json", json.dumps(policy(1))))
        for figure, arguments in (("calicoctl start (version)", ["version", "--client"]), ("calicoctl get of one", ["get", "np", "-A"])):
            times = [self.calicoctl("start", *arguments) * 1000 for _ in range(self.starts)]
            self.report.limit(figure, "ms", middle(times), 10)

    def write(self, name, text):
        path = f"{self.folder}/{name}"
        with open(path, "w") as file:
            file.write(text)
        return path

    def policies(self):
        policies = [policy(number) for number in range(self.count)]
        inputs = {
            "JSON": (self.write("policies.json", json.dumps({"apiVersion": "projectcalico.org/v3", "kind": f"{KIND}List",
                                                             "items": policies})), 5000),
            "YAML": (self.write("policies.yaml", "\n---\n".join(yaml(one) for one in policies) + "\n"), 2500)}
        for form, (path, target) in inputs.items():
            seconds = self.calicoctl(form, "apply", "-f", path)
            self.report.add(f"apply {self.count} policies, {form}", "/s", self.count / seconds, "target", target, least=1)
        self.report.limit(f"get {self.count} policies, table", "s", self.calicoctl("JSON", "get", "np", "-A"), 0.7)
        self.report.limit(f"get {self.count} policies, YAML", "s", self.calicoctl("JSON", "get", "np", "-A", "-o", "yaml"), None)

    def selectors(self):
        program = f"{self.programs}/calico-bench-selectors"
        if not os.path.exists(program):
            self.report.skip("selector evaluations", "no calico-bench-selectors")
            return
        text = subprocess.run([program], capture_output=True, text=True).stdout
        for part in text.partition(":")[2].split(","):
            name, _, value = part.strip().rpartition(" ")
            least = 1 if name == "two labels" else None
            self.report.add(f"selector, {name}, 20,000 endpoints", "M/s", float(value), "target", 5.0, least=least)

    def watchers(self):
        program = f"{self.programs}/embedded-store-stress"
        if not os.path.exists(program):
            self.report.skip("write to watcher", "no embedded-store-stress")
            return
        done = subprocess.run([program, "latency", f"{self.folder}/watch", "50", str(self.puts)], capture_output=True, text=True)
        figures = dict(re.findall(r"(median|p99) ([0-9.]+)", done.stdout))
        if len(figures) < 2:
            self.failures.append(f"embedded-store-stress latency: {done.stdout}{done.stderr}")
            return
        self.report.limit("write to 50 watching processes, median", "ms", float(figures["median"]), 5)
        self.report.limit("write to 50 watching processes, p99", "ms", float(figures["p99"]), None)
