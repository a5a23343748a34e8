"""Runs one scenario, on the private machine that this process is in (see run_all.py).

    inside.py SCENARIO PROGRAMS LOGS [--verbose]

The last line it prints is JSON: {"outcome": "passed", "words": "..."}; the outcome is passed, failed or skipped.
"""

import faulthandler
import json
import signal
import sys
import traceback

import scenario
from machine import Failed, Machine, Skipped


def outcome(one, machine):
    try:
        machine.need(*one.needs)
        return "passed", one.body(machine) or one.title
    except Skipped as reason:
        return "skipped", str(reason)
    except Failed as error:
        where = [f"{frame.name} line {frame.lineno}" for frame in traceback.extract_tb(error.__traceback__) if "scenario_" in frame.filename]
        print(machine.tails())
        return "failed", f"{error}  [{', '.join(where)}]"
    except Exception:  # a surprise: the reader needs to know where
        print(machine.tails())
        return "failed", traceback.format_exc()


def main():
    faulthandler.register(signal.SIGUSR1, file=sys.stdout)
    name, programs, logs, *flags = sys.argv[1:]
    one = scenario.load()[name]
    machine = Machine(programs, logs, verbose="--verbose" in flags)
    try:
        result, words = outcome(one, machine)
    finally:
        machine.end()
    print(json.dumps({"outcome": result, "words": words}), flush=True)


if __name__ == "__main__":
    main()
