"""The table that `bench` prints: one row a figure, each against something that ran in turn with it."""

import os
import resource
import time


def middle(values):
    return sorted(values)[len(values) // 2]


def lower_quartile(values):
    return sorted(values)[len(values) // 4]


def number(value):
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


class Report:
    HEADINGS = ["figure", "unit", "ours", "against", "value", "ratio", "target", "result"]

    def __init__(self):
        self.rows = []

    def add(self, figure, unit, ours, peer=None, value=None, most=None, least=None):
        """A ratio of ours to the peer's value, with a target for the ratio (at most or at least), or without."""
        ratio = ours / value
        target = f"<= {most}x" if most else f">= {least}x" if least else ""
        met = ratio <= most if most else ratio >= least if least else None
        self._row(figure, unit, ours, peer, value, f"{ratio:.2f}", target, met)

    def limit(self, figure, unit, ours, below, peer=None, value=None):
        """A value of ours that has to stay below a limit (None: no limit); a peer's value only stands beside it."""
        self._row(figure, unit, ours, peer, value, "", "" if below is None else f"< {below}",
                  None if below is None else ours < below)

    def none(self, figure, ours, peer=None, value=None):
        """A count that has to be 0."""
        self._row(figure, "", ours, peer, value, "", "0", ours == 0)

    def skip(self, figure, reason):
        self.rows.append([figure, "", "", "", "", "", "", f"skipped: {reason}"])

    def _row(self, figure, unit, ours, peer, value, ratio, target, met):
        result = "" if met is None else "met" if met else "NOT MET"
        self.rows.append([figure, unit, number(ours), peer or "", number(value), ratio, target, result])

    def text(self):
        table = [self.HEADINGS] + self.rows
        # The last column is not padded: the reason for a skipped row may be long.
        widths = [max(len(row[column]) for row in table) for column in range(len(self.HEADINGS) - 1)]
        right = {2, 4, 5, 6}

        def line(row):
            cells = [cell.rjust(width) if column in right else cell.ljust(width)
                     for column, (cell, width) in enumerate(zip(row, widths))]
            return "  ".join(cells + [row[-1]]).rstrip()

        return "\n".join([line(table[0]), "  ".join("-" * width for width in widths) + "  -------"]
                         + [line(row) for row in self.rows])

    def missed(self):
        return sum(row[-1] == "NOT MET" for row in self.rows)


class Load:
    """What others do on the machine while we measure: on a busy host, rankings can be false."""

    def __init__(self):
        self.begun = self._now()

    @staticmethod
    def _now():
        with open("/proc/stat") as stat:
            user, nice, system, _, _, irq, softirq, steal = map(int, stat.readline().split()[1:9])
        own = sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, (
            resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
        busy = (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")
        return time.monotonic(), busy, own

    def text(self):
        """How much of the machine was used since, by whom. Kernel threads count as others."""
        elapsed, busy, own = (now - then for now, then in zip(self._now(), self.begun))
        others = max(0, busy - own)
        return f"{elapsed:5.1f} s, {own / elapsed:.2f} CPUs used by it, {others / elapsed:.2f} by others and the kernel"


def load_average():
    with open("/proc/loadavg") as average:
        return " ".join(average.read().split()[:3])
