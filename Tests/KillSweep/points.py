"""What is swept: the variants of a CNI request, the points where one is killed, and the orders of repair after it."""

import dataclasses
import fnmatch
import re


@dataclasses.dataclass(frozen=True)
class Variant:
    """A request that is killed, and what it finds on the node."""

    verb: str
    #: Whether the node's store is there already, with another pod in it; otherwise the state folder does not exist.
    warm: bool
    dual: bool

    @property
    def title(self):
        store = "" if self.verb == "DEL" else "warm " if self.warm else "fresh "
        return f"{self.verb} {store}{'dual stack' if self.dual else 'IPv4'}"

    @property
    def name(self):
        """The title as one word, for identifiers."""
        return self.title.replace("dual stack", "dual").replace(" ", "-")


VARIANTS = [
    Variant("ADD", warm=False, dual=False),
    Variant("ADD", warm=True, dual=False),
    Variant("ADD", warm=True, dual=True),
    Variant("DEL", warm=True, dual=False),
]
FULL_VARIANTS = [
    *VARIANTS,
    Variant("ADD", warm=False, dual=True),
    Variant("DEL", warm=True, dual=True),
]

#: What comes after the killed request, before the ADD that must succeed: the request itself, or what else a runtime may do.
ORDERS = {
    "del": "DEL",
    "add": "nothing: the runtime tries ADD again",
    "gc": "GC, in which the pod is no longer listed",
    "gone": "the pod's namespace vanishes, then DEL",
}


@dataclasses.dataclass(frozen=True)
class Point:
    """One run: `verb` is killed as it enters its `occurrence`-th `call`, then `order` must repair it."""

    variant: Variant
    order: str
    call: str
    occurrence: int

    @property
    def name(self):
        return f"{self.variant.name}/{self.order}/{self.call}/{self.occurrence}"

    def to_json(self):
        return {**dataclasses.asdict(self), "variant": dataclasses.asdict(self.variant)}

    @staticmethod
    def from_json(fields):
        return Point(**{**fields, "variant": Variant(**fields["variant"])})


#: The end of a trace's line when the kernel makes the program repeat a call, unseen by it: some settings in
#: /proc/sys/net do, when somebody else is changing the network. The next line is the same call.
RESTARTED = "(To be restarted)"


def calls_of(trace):
    """The system calls of a trace that `strace -f -o` wrote, as (name, occurrence), in their order, less the execve(2)
    that starts the program. A call that strace shows in two halves, or that was repeated, is counted once."""
    counts, calls = {}, []
    for line in trace.splitlines():
        found = re.match(r"\d+ +(\w+)\(", line)
        if not found or line.endswith(RESTARTED):
            continue
        name = found.group(1)
        counts[name] = counts.get(name, 0) + 1
        if name != "execve":
            calls.append((name, counts[name]))
    return calls


def points_of(variant, calls, full):
    """The points of one variant. Without `full`, each has the orders "del" and "add"; each fourth has one more,
    which alternates, as those need longer."""
    points = []
    for index, (call, occurrence) in enumerate(calls):
        for number, order in enumerate(ORDERS):
            if full or order in ("del", "add") or index % 8 == 4 * (number % 2) + 3:
                points.append(Point(variant, order, call, occurrence))
    return points


def select(points, patterns):
    """The points whose name matches one of the shell patterns; all if there are none."""
    return [point for point in points if not patterns or any(fnmatch.fnmatchcase(point.name, one) for one in patterns)]
