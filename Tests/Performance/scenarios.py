"""The CNI measurements: each runs cnibench once, with everyone who is compared in turn, and adds rows to the report."""

import json
import os
import subprocess
import sys

from report import Load, lower_quartile, middle

STATE = "/run/bench"
PEERS = "/usr/lib/cni"
SUBNET = "10.10.0.0/16"
FULL = 65000


class Rounds:
    def __init__(self, quick):
        self.turns = 20 if quick else 200
        self.verbs = 30 if quick else 300
        self.bursts = 2 if quick else 6
        self.burst_size = 40 if quick else 200
        self.full = 20 if quick else 100
        self.pods = 20 if quick else 200


class Scenarios:
    def __init__(self, rounds, plugins, build, report):
        self.rounds, self.plugins, self.build, self.report = rounds, plugins, build, report
        self.failures = []
        os.makedirs(f"{STATE}/pods")
        os.makedirs(f"{build}/samples", exist_ok=True)

    # Who is compared: name, program, configuration, CNI_PATH.

    def configuration(self, name, content):
        path = f"{STATE}/{name}.conf"
        with open(path, "w") as file:
            json.dump(content, file)
        return path

    def calico(self, state, name="calico", version="1.0.0"):
        folder = f"{STATE}/{state}"
        os.makedirs(folder, exist_ok=True)
        return [name, f"{self.plugins}/calico", self.configuration(f"{name}-{state}", {
            "cniVersion": version, "name": "bench", "type": "calico", "nodename": "node1",
            "nodename_file_optional": True, "state_dir": folder, "log_level": "error",
            "ipam": {"type": "calico-ipam", "subnet": SUBNET}}), self.plugins]

    def ptp(self):
        return ["ptp", f"{PEERS}/ptp", self.configuration("ptp", {
            "cniVersion": "1.0.0", "name": "bench-ptp", "type": "ptp",
            "ipam": {"type": "host-local", "dataDir": f"{STATE}/host-local",
                     "ranges": [[{"subnet": "10.20.0.0/16"}]], "routes": [{"dst": "0.0.0.0/0"}]}}), PEERS]

    def floor(self):
        # The floor reads a configuration, as a plugin has to, and ignores it.
        return ["floor", f"{self.build}/cni_floor", self.configuration("floor", {
            "cniVersion": "1.0.0", "name": "bench-floor", "type": "cni_floor"}), PEERS]

    def version_floor(self):
        return ["static C", f"{self.build}/version_floor", self.configuration("version", {"cniVersion": "1.0.0"}), PEERS]

    # Running cnibench.

    def measure(self, name, arguments, contestants, tolerate=False):
        """Runs one scenario; returns its samples, those of failed plugins left out."""
        load = Load()
        path = f"{self.build}/samples/{name}.jsonl"
        with open(path, "w") as output:
            subprocess.run([f"{self.build}/cnibench", *map(str, arguments), *sum(contestants, [])], stdout=output,
                           check=True, env={"PATH": os.environ["PATH"], "CNIBENCH_PODS": f"{STATE}/pods"})
        print(f"{name:12} {load.text()}", file=sys.stderr, flush=True)
        with open(path) as output:
            samples = [json.loads(line) for line in output]
        failed = [sample for sample in samples if not sample["ok"]]
        if failed and not tolerate:
            who = ", ".join(sorted({f"{sample['who']} {sample['verb']}" for sample in failed}))
            self.failures.append(f"{name}: {len(failed)} failures ({who})")
        return Samples([sample for sample in samples if sample["ok"] and sample["round"] >= 0], samples)

    def turns(self):
        rounds = self.rounds.turns
        everyone = [self.floor(), self.calico("turns"), self.ptp()]
        samples = self.measure("turns", ["turns", rounds], everyone)
        add = lambda who, field="wall_ms": samples.of(who, "ADD", field)
        dele = lambda who, field="wall_ms": samples.of(who, "DEL", field)
        ours, ptp = "calico", "ptp + host-local"
        if not samples.complete([ours, "floor", "ptp"]):
            return self.report.skip("ADD, DEL", "failed")
        row = self.report.add
        row(f"ADD median, {rounds} rounds", "ms", middle(add(ours)), "floor", middle(add("floor")), most=1.5)
        row("ADD p25", "ms", lower_quartile(add(ours)), "floor", lower_quartile(add("floor")))
        row("ADD CPU", "ms", middle(add(ours, "cpu_ms")), "floor", middle(add("floor", "cpu_ms")))
        row("ADD median", "ms", middle(add(ours)), ptp, middle(add("ptp")), most=0.35)
        row("ADD p25", "ms", lower_quartile(add(ours)), ptp, lower_quartile(add("ptp")))
        row("ADD CPU", "ms", middle(add(ours, "cpu_ms")), ptp, middle(add("ptp", "cpu_ms")))
        row("DEL p25", "ms", lower_quartile(dele(ours)), "floor", lower_quartile(dele("floor")), most=1.15)
        row("DEL median", "ms", middle(dele(ours)), "floor", middle(dele("floor")))
        row("DEL median", "ms", middle(dele(ours)), ptp, middle(dele("ptp")), most=1.0)
        row("DEL CPU", "ms", middle(dele(ours, "cpu_ms")), ptp, middle(dele("ptp", "cpu_ms")))
        self.report.limit("ADD peak memory", "MiB", max(add(ours, "peak_kib")) / 1024, 12, ptp,
                          max(add("ptp", "peak_kib")) / 1024)

    def verb(self, verb, version, most=None):
        # A plugin may answer to STATUS that it is not ready: that is no failure of the plugin.
        samples = self.measure(verb.lower(), ["verb", verb, self.rounds.verbs],
                               [self.version_floor(), self.calico(verb.lower(), version=version)], tolerate=verb == "STATUS")
        if not samples.complete(["calico", "static C"]):
            return self.report.skip(verb, "answered with an error")
        self.report.add(f"{verb} median", "ms", middle(samples.of("calico", verb)), "static C",
                        middle(samples.of("static C", verb)), most=most)

    def bursts(self):
        size, rounds = self.rounds.burst_size, self.rounds.bursts
        samples = self.measure("burst", ["burst", rounds, size], [self.calico("burst"), self.ptp()])
        title = f"{size} ADDs, 8 at a time"
        for count in ("failures", "duplicates"):
            self.report.none(f"{title}: {count}", samples.total("calico", count), "ptp + host-local",
                             samples.total("ptp", count))
        if not samples.complete(["calico", "ptp"]):
            return self.report.skip(title, "failed")
        self.report.add(f"{title}, {rounds} rounds", "pods/s", middle(samples.of("calico", "ADD", "rate")),
                        "ptp + host-local", middle(samples.of("ptp", "ADD", "rate")), least=2.5)
        self.report.add(f"{size} DELs, 8 at a time", "pods/s", middle(samples.of("calico", "DEL", "rate")),
                        "ptp + host-local", middle(samples.of("ptp", "DEL", "rate")))

    def full(self):
        title = f"ADD median, {FULL} addresses owned"
        fill = f"{self.plugins}/calico-bench-fill"
        if not os.path.exists(fill):
            return self.report.skip(title, "no calico-bench-fill beside calico")
        full, empty = self.calico("full", "full"), self.calico("empty", "empty")
        filled = subprocess.run([fill, f"{STATE}/full", SUBNET, str(FULL)], stdout=subprocess.PIPE, text=True)
        if filled.returncode != 0:
            print(filled.stdout, file=sys.stderr)
            self.failures.append("full: calico-bench-fill failed")
            return self.report.skip(title, "calico-bench-fill failed")
        samples = self.measure("full", ["turns", self.rounds.full], [full, empty])
        if not samples.complete(["full", "empty"]):
            return self.report.skip(title, "failed")
        self.report.add(title, "ms", middle(samples.of("full", "ADD")), "empty store",
                        middle(samples.of("empty", "ADD")), most=1.2)

    def first_packets(self):
        everyone = [self.calico("first"), self.ptp()]
        samples = self.measure("first-packet", ["first-packet", self.rounds.pods], everyone)
        if not samples.complete(["calico", "ptp"]):
            return self.report.skip("first packet", "failed")
        replies = lambda who: samples.of(who, "ADD", "reply_ms")
        late = lambda who: sum(reply > 10 for reply in replies(who))
        title = f"first packet of {self.rounds.pods} pods"
        self.report.none(f"{title}: later than 10 ms", late("calico"), "ptp + host-local", late("ptp"))
        self.report.limit("first packet, latest", "ms", max(replies("calico")), None, "ptp + host-local", max(replies("ptp")))
        self.report.add("first packet, median", "ms", middle(replies("calico")), "ptp + host-local", middle(replies("ptp")))

    def run(self):
        self.turns()
        self.verb("VERSION", "1.0.0", most=2)
        self.verb("STATUS", "1.1.0")
        self.bursts()
        self.full()
        self.first_packets()


class Samples:
    def __init__(self, good, everything):
        self.good, self.everything = good, everything

    def of(self, who, verb, field="wall_ms"):
        return [sample[field] for sample in self.good if sample["who"] == who and sample["verb"] == verb]

    def total(self, who, field):
        return sum(sample[field] for sample in self.everything if sample["who"] == who and field in sample)

    def complete(self, names):
        """Whether each of these has at least one good sample of each verb."""
        verbs = {sample["verb"] for sample in self.everything if "wall_ms" in sample or "rate" in sample}
        return all(self.of(name, verb, "verb") for name in names for verb in verbs or {"ADD"})
