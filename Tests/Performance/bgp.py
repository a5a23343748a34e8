"""The BGP measurements: our speaker and others, each with the same load in a network namespace of its own, in turn."""

import json
import os
import re
import shutil
import subprocess
import sys

from report import Load, middle

WORK = "/run/bench-bgp"

# Where a daemon is, and the Debian package that has it.
DAEMONS = {"bird": ("/usr/sbin/bird", "bird2"), "frr": ("/usr/lib/frr/bgpd", "frr"), "gobgp": ("/usr/bin/gobgpd", "gobgpd")}
NAMES = {"bird": "BIRD", "frr": "FRR", "gobgp": "GoBGP"}


class Sizes:
    def __init__(self, quick):
        self.table = 20_000 if quick else 200_000
        self.large = 50_000 if quick else 1_000_000
        self.slow = 2_000 if quick else 50_000
        self.peers = 25 if quick else 250
        self.idle = 50 if quick else 500
        self.probes, self.flood = (50, 1) if quick else (200, 10)
        self.rounds, self.large_rounds = (1, 1) if quick else (3, 2)
        self.codec = 0.05 if quick else 0.3


class BGPScenarios:
    def __init__(self, quick, programs, build, here, report):
        self.sizes, self.programs, self.build, self.here, self.report = Sizes(quick), programs, build, here, report
        self.failures = []
        self.log = f"{WORK}/speaker.log"
        os.makedirs(f"{build}/samples", exist_ok=True)

    def run(self):
        self.codec()
        self.core()
        self.plan()
        os.makedirs(WORK)
        self.tables()
        self.many_peers()
        self.idle_sessions()
        self.probe()
        shutil.rmtree(WORK)

    # Running

    def skip_missing(self, daemon, figure):
        path, package = DAEMONS[daemon]
        if os.path.exists(path):
            return False
        self.report.skip(f"{figure}, {NAMES[daemon]}", f"Debian package {package} is missing")
        return True

    def measure(self, name, daemons, rounds, arguments, load="bgpload"):
        """Runs everyone in turn; returns for each daemon its samples, for one that failed none."""
        watch, samples = Load(), {daemon: [] for daemon in daemons}
        with open(f"{self.build}/samples/bgp-{name}.jsonl", "w") as output:
            for turn in range(rounds):
                shift = turn % len(daemons)
                for daemon in daemons[shift:] + daemons[:shift]:
                    sample = self.once(name, daemon, arguments, load)
                    output.write(json.dumps({"who": daemon, "round": turn, **sample}) + "\n")
                    samples[daemon].append(sample)
        print(f"{'bgp ' + name:20} {watch.text()}", file=sys.stderr, flush=True)
        return {daemon: [] if any("failed" in sample for sample in given) else given for daemon, given in samples.items()}

    def once(self, name, daemon, arguments, load):
        environment = dict(os.environ, BUILD=self.build, LOAD=load, SPEAKER=f"{self.programs}/bgp-speaker", DAEMON_LOG=self.log, TMPDIR=WORK)
        command = [f"{self.here}/bgp_peers.sh", daemon, *map(str, arguments)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        try:
            sample = json.loads(done.stdout.partition(" ")[2])
        except ValueError:
            sample = {"failed": done.stderr.strip()[-300:] or f"status {done.returncode}"}
        if daemon == "ours":
            with open(self.log) as log:
                sample["counters"] = {word: int(value) for word, value in re.findall(r"UPDATEs (encoded|sent)=(\d+)", log.read())}
            if "failed" in sample:
                self.failures.append(f"bgp {name}: {sample['failed']}")
        return sample

    def compare(self, figure, samples, peer, most_time, memory=None, cpu=True):
        """Rows for time and CPU until all have, and then have lost, all routes, and for memory."""
        if not samples["ours"] or not samples[peer]:
            return self.report.skip(f"{figure}, {NAMES[peer]}", "failed, or not done in time")
        of = lambda who, key: middle([key(sample) for sample in samples[who]])
        # CPU is counted in ticks of 10 ms: none at all is less than one.
        both = lambda unit: lambda sample: max(sum(sample[f"{phase}_{unit}"] for phase in ("announce", "withdraw")), 0.001)
        row = lambda name, unit, key, most: self.report.add(f"{figure}: {name}", unit, of("ours", key), NAMES[peer], of(peer, key), most=most)
        row("time", "s", both("s"), most_time)
        if cpu:
            row("CPU", "s", both("cpu_s"), most_time)
        if memory:
            row("peak memory", "MiB", lambda sample: sample["peak_mib"], memory)

    # What is measured

    def tables(self):
        sizes = self.sizes
        figure = f"2 x {sizes.table:,} to 2 sinks"
        peers = [daemon for daemon in ("bird", "frr") if not self.skip_missing(daemon, figure)]
        if peers:
            samples = self.measure("table", ["ours", *peers], sizes.rounds, [2, 2, sizes.table])
            if "bird" in peers:
                self.compare(figure, samples, "bird", 1.5, memory=2)
            if "frr" in peers:
                self.compare(figure, samples, "frr", 1, memory=1)
        slow = f"2 x {sizes.slow:,} to 2 sinks"
        if not self.skip_missing("gobgp", slow):
            samples = self.measure("gobgp", ["ours", "gobgp"], 1, [2, 2, sizes.slow, "-t", 30])
            self.compare(slow, samples, "gobgp", 1, memory=1)
        large = f"2 x {sizes.large:,} to 2 sinks"
        if not self.skip_missing("bird", large):
            samples = self.measure("large", ["ours", "bird"], sizes.large_rounds, [2, 2, sizes.large])
            self.compare(large, samples, "bird", 1.5, memory=2)

    def many_peers(self):
        peers, rounds = self.sizes.peers, self.sizes.rounds
        counters = {}
        for name, options in {"eBGP": [], "eBGP, disjoint": ["-d"], "reflector": ["-i"], "reflector, disjoint": ["-i", "-d"]}.items():
            figure = f"{peers} x 4 to {peers}, {name}"
            if self.skip_missing("bird", figure):
                continue
            file = "peers" + "".join(options)
            samples = self.measure(file, ["ours", "bird"], rounds, [peers, peers, 4, *options])
            self.compare(figure, samples, "bird", 1.1, cpu=False)
            counters = samples["ours"][0]["counters"] if samples["ours"] else {}
        if not self.skip_missing("frr", f"{peers} x 4 to {peers}, eBGP"):
            samples = self.measure("peers-frr", ["ours", "frr"], 1, [peers, peers, 4, "-t", 20])
            self.compare(f"{peers} x 4 to {peers}, eBGP", samples, "frr", None, cpu=False)
        self.encoded_once(peers, counters)

    def encoded_once(self, peers, counters):
        """Each feeder's routes are one UPDATE, and one more when they go; every other peer is sent each of them."""
        if not counters:
            return self.report.skip("UPDATEs encoded as reflector", "the run with disjoint routes failed")
        encoded, sent = counters["encoded"], counters["sent"]
        self.report.add("the same: UPDATEs encoded", "", encoded, "UPDATEs received", 2 * peers, most=1)
        self.report.add("the same: UPDATEs sent", "", sent, "UPDATEs encoded", encoded)

    def idle_sessions(self):
        count = self.sizes.idle
        figure = f"memory of each of {count} idle sessions"
        peer = [] if self.skip_missing("bird", figure) else ["bird"]
        samples = self.measure("idle", ["ours", *peer], 1, [count // 2, count // 2, 0, "-w", 1])
        each = lambda who: (samples[who][0]["rss_mib"] - samples[who][0]["idle_mib"]) * 1024 / count
        if not all(samples.values()):
            return self.report.skip(figure, "failed")
        for name, key in (("time", "establish_s"), ("CPU", "establish_cpu_s")):
            self.report.limit(f"{count} sessions established: {name}", "s", samples["ours"][0][key], None,
                              *(("BIRD", samples["bird"][0][key]) if peer else ()))
        self.report.limit(figure, "KiB", each("ours"), 60, *(("BIRD", each("bird")) if peer else ()))

    def probe(self):
        sizes = self.sizes
        figure = f"one change among {sizes.table:,}, flooded"
        peer = [] if self.skip_missing("bird", figure) else ["bird"]
        arguments = [2, 1, sizes.table, "-c", sizes.probes, "-t", sizes.flood]
        samples = self.measure("probe", ["ours", *peer], 1, arguments, load="bgpprobe")
        if not all(samples.values()):
            return self.report.skip(figure, "failed")
        beside = lambda key: ("BIRD", key(samples["bird"][0])) if peer else ()
        ours = samples["ours"][0]
        for name, below in (("median", 5), ("p99", None)):
            self.report.limit(f"{figure}: {name}", "ms", ours[f"{name}_ms"], below, *beside(lambda sample: sample[f"{name}_ms"]))
        rate = lambda sample: sample["flooded"] / sample["flood_s"] / 1e6
        self.report.add("the flood meanwhile", "M/s", rate(ours), *(beside(rate) or ("", rate(ours))))
        self.report.none(f"{ours['flood_s']:.0f} s of flood, hold time 3 s: sessions lost", ours["sessions_lost"],
                         *beside(lambda sample: sample["sessions_lost"]))

    # Without sockets

    def codec(self):
        """Prefixes a second that one core decodes and encodes, in messages of different sizes."""
        program = f"{self.programs}/calico-bench-bgpwire"
        if not os.path.exists(program):
            return self.report.skip("BGP codec", "no calico-bench-bgpwire")
        text = subprocess.run([program, str(self.sizes.codec)], capture_output=True, text=True).stdout
        for name, rate in re.findall(r"^(.*): ([0-9.]+) million/s", text, re.MULTILINE):
            least = None if "each time" in name else 1
            self.report.add(name, "M/s", float(rate), "target", 5.0, least=least)

    def core(self):
        """What tables, decision and encoding take of it, on one core."""
        program = f"{self.programs}/calico-bench-bgpcore"
        if not os.path.exists(program):
            return self.report.skip("BGP core", "no calico-bench-bgpcore")
        text = subprocess.run([program, "2", "2", str(self.sizes.table)], capture_output=True, text=True).stdout
        for phase, nanoseconds in re.findall(r"^(\w+): .* (\d+) ns a route in", text, re.MULTILINE):
            self.report.limit(f"core alone, 2 x {self.sizes.table:,}: {phase} a route", "ns", int(nanoseconds), None)

    def plan(self):
        """What computing a node's sessions takes when another node has changed."""
        program = f"{self.programs}/calico-bench-bgpplan"
        if not os.path.exists(program):
            return self.report.skip("BGP plan", "no calico-bench-bgpplan")
        text = subprocess.run([program], capture_output=True, text=True).stdout
        line = text.partition("\n")[0].partition(":")[2]
        for name, milliseconds in re.findall(r"(\w+) ([0-9.]+)", line):
            self.report.limit(f"plan of one of 300 nodes and its difference, {name}", "ms", float(milliseconds), 50)
