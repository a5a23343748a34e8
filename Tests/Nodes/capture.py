"""A witness of the sessions that is not one of the speakers: tshark on the fabric."""

import collections
import os
import signal

from machine import BRIDGE, wait_for

OPEN, NOTIFICATION = "1", "3"


class Capture:
    """Records BGP, from `start` to `messages`. Ports other than 179 have to be named."""

    def __init__(self, machine, ports=(179,)):
        self._machine, self._ports = machine, ports
        self._file = f"{machine.logs}/fabric.pcapng"
        self._service = machine.root.start("tshark", "tshark", "-q", "-i", BRIDGE, "-w", self._file,
                                           "-f", " or ".join(f"tcp port {port}" for port in ports))
        wait_for("tshark to capture", lambda: "Capturing on" in self._service.text() and os.path.exists(self._file))

    def messages(self):
        """Ends the capture. Returns OPEN and NOTIFICATION messages as (time, pair of addresses, type)."""
        self._service.stop(signal.SIGINT)
        decode = [word for port in self._ports if port != 179 for word in ("-d", f"tcp.port=={port},bgp")]
        text = self._machine.root.must(
            "tshark", "-r", self._file, *decode, "-Y", f"bgp.type == {OPEN} or bgp.type == {NOTIFICATION}", "-T", "fields",
            *(word for field in ("frame.time_epoch", "ip.src", "ipv6.src", "ip.dst", "ipv6.dst", "bgp.type") for word in ("-e", field)))
        found = []
        for line in text.splitlines():
            time, *addresses, kinds = line.split("\t")
            pair = frozenset(each for each in addresses if each)
            found += [(float(time), pair, kind) for kind in kinds.split(",") if kind in (OPEN, NOTIFICATION)]
        return found


def count(messages, start, end):
    """How many OPENs and NOTIFICATIONs there were for each pair of addresses from `start` to `end`."""
    counts = collections.Counter()
    for time, pair, kind in messages:
        if start <= time < end:
            counts[pair, kind] += 1
    return counts
