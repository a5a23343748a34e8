"""A systemd of one's own: on an overlay of this machine's files, in namespaces and a control group of its own."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
UNSHARE = ["setpriv", "--pdeathsig", "KILL", "unshare", "--cgroup", "--net", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
DEADLINE = 60


class Failed(Exception):
    """Something is not as it has to be."""


class Skipped(Exception):
    """It cannot be tried here; the text tells why."""


def wait_for(what, probe, seconds=30.0):
    """Calls `probe` until it returns something true, and returns that. One that raises Failed is asked again."""
    start, last = time.monotonic(), ""
    while time.monotonic() - start < seconds:
        try:
            if answer := probe():
                return answer
        except Failed as error:
            last = str(error)
        time.sleep(0.05)
    raise Failed(f"waited {seconds:g} s for {what}; last: {last}")


def control_groups():
    """Where the unified hierarchy is mounted."""
    with open("/proc/self/mounts", encoding="ascii") as file:
        for line in file:
            _, path, kind, *_ = line.split()
            if kind == "cgroup2":
                return path
    raise Skipped("no cgroup2 is mounted")


class PrivateSystemd:
    """Boots in `with`, and is gone with everything in it afterwards. `packages` is seen inside as /run/packages."""

    def __init__(self, packages):
        self._packages = packages
        self.root = None

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.folder = tempfile.mkdtemp(prefix="calico-systemd-")
            stack.callback(self._remove_folder)
            os.symlink(self._packages, f"{self.folder}.packages")
            self._group = tempfile.mkdtemp(prefix="calico-packaging-", dir=control_groups())
            stack.callback(self._remove_group)
            self._log = stack.enter_context(open(f"{self._packages}/systemd.log", "w+", encoding="utf-8"))
            self._process = subprocess.Popen([*UNSHARE, "sh", f"{HERE}/boot.sh", self.folder], stdin=subprocess.DEVNULL, stdout=self._log,
                                             stderr=self._log, start_new_session=True, preexec_fn=self._enter_group)
            stack.callback(self._end)
            self.pid = wait_for("systemd", self._booted)
            wait_for("systemd to have booted", lambda: self.run("systemctl", "is-system-running").output.strip() in ("running", "degraded"))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self._stack.close()

    def _enter_group(self):
        with open(f"{self._group}/cgroup.procs", "w", encoding="ascii") as file:
            file.write("0")

    def _booted(self):
        if self._process.poll() is not None:
            self._log.seek(0)
            raise Skipped(f"systemd does not boot here: {self._log.read().strip()[-500:]}")
        with open(f"/proc/{self._process.pid}/task/{self._process.pid}/children", encoding="ascii") as file:
            children = file.read().split()
        for child in children:
            with contextlib.suppress(OSError):
                if os.readlink(f"/proc/{child}/exe").endswith("/systemd"):
                    return int(child)
        return None

    def _end(self):
        with contextlib.suppress(ProcessLookupError, AttributeError):
            os.kill(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    def _remove_group(self):
        def remove():
            for folder, _, _ in os.walk(self._group, topdown=False):
                try:
                    os.rmdir(folder)
                except OSError as error:
                    raise Failed(str(error)) from None
            return True
        wait_for("the control group to be empty", remove)

    def _remove_folder(self):
        os.unlink(f"{self.folder}.packages")
        shutil.rmtree(self.folder)

    @property
    def changes(self):
        """The folder of files that differ from the machine's, as this process reaches it."""
        return f"/proc/{self._process.pid}/root{self.folder}/upper"

    def run(self, *command, stdin="", environment=None, place=None):
        """Runs a program inside to its end; `place` names one of its network namespaces."""
        inside = ["nsenter", f"--target={self.pid}", "--all", "--root", "--wd", "--", *(["ip", "netns", "exec", place] if place else []), *command]
        variables = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive", **(environment or {})}
        done = subprocess.run(inside, input=stdin, env=variables, capture_output=True, text=True, check=False, errors="replace", timeout=DEADLINE)
        done.output = done.stdout
        done.said = "\n".join(filter(None, (done.stdout.strip(), done.stderr.strip()))) or "(no output)"
        return done

    def must(self, *command, **options):
        """`run`, for a program that has to succeed. Returns what it said on both its streams."""
        done = self.run(*command, **options)
        if done.returncode != 0:
            raise Failed(f"`{' '.join(command)}` ended with status {done.returncode}: {done.said}")
        return done.said

    def unit(self, *names, unit="calico-node.service"):
        """Properties of a unit."""
        text = self.must("systemctl", "show", unit, "-p", ",".join(names))
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
