"""The scenarios, by name: each a function that is given the machine to run on and returns what it found in a few words."""

import dataclasses
import importlib
from collections.abc import Callable

MODULES = ("scenario_rig", "scenario_mesh", "scenario_verbs", "scenario_rack", "scenario_passwords", "scenario_policy",
           "scenario_restart", "scenario_downtime", "scenario_changes", "scenario_vandalism", "scenario_cleanup", "scenario_reflectors")
ALL = {}


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    body: Callable
    needs: tuple
    seconds: int

    @property
    def title(self):
        return self.body.__doc__.strip().splitlines()[0]


def scenario(*needs, seconds=180):
    """Makes a function a scenario. It needs these programs besides those under test, and may take so many seconds."""
    def register(body):
        ALL[body.__name__] = Scenario(body.__name__, body, needs, seconds)
        return body
    return register


def load():
    for module in MODULES:
        importlib.import_module(module)
    return ALL

