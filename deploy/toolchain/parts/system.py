"""Parts that belong to the operating system: noticed when they are there, else its package manager's business."""
import glob
import os
import re

from parts.bench import Failed
from parts.home import fingerprint

VERSION = re.compile(r"\d+(\.\d+)+")


class SystemTool:
    """An executable on PATH (or in a folder that packages keep off it), or a Debian package that has it."""

    needs = ()

    def __init__(self, name, commands, package, folders=None):
        self.name, self.commands, self.package, self.folders = name, commands, package, folders

    def where(self, bench):
        on_path = (bench.which(command) for command in self.commands)
        # Several major versions may lie side by side: the newest is taken.
        aside = sorted(glob.glob(os.path.join(self.folders, self.commands[0])), key=_version_key, reverse=True) if self.folders else []
        return next((path for path in [*on_path, *aside] if path), None)

    def ready(self, bench):
        return bool(self.where(bench)) and self.noticed(bench)

    def noticed(self, bench):
        path = self.where(bench)
        return bench.home.part(self.name).get("fingerprint") == (looks(path) if path else None)

    def notice(self, bench, source="PATH"):
        """The record of what the system has, empty when it has not got it."""
        path = self.where(bench)
        if not path:
            return {}
        version = VERSION.search(bench.ask([path, "--version"]))
        if not version:
            return {}
        return {"version": version.group(), "path": path, "source": source, "fingerprint": looks(path)}

    def make(self, bench):
        record = self.notice(bench)
        if record:
            return record
        if os.geteuid() != 0 or not bench.which("apt-get"):
            raise Failed(self.name, "it is not on this machine, and only its owner can install it", self.how_to_get(bench))
        self._install(bench)
        return self.notice(bench, "Debian package")

    def how_to_get(self, bench):
        if bench.which("apt-get"):
            return f"sudo apt-get install {self.package}"
        return f"install {self.package} with this system's package manager, so that {self.commands[0]} is on PATH"

    def _install(self, bench):
        quiet = bench.environment | {"DEBIAN_FRONTEND": "noninteractive"}
        remedy = f"see why, then: {self.how_to_get(bench)}"
        # A service that a package starts would hold the provisioning lock for as long as it runs.
        for step, command in (
            ("reading the list of packages", ["apt-get", "update"]),
            (f"installing {self.package}", ["apt-get", "install", "-y", "--no-install-recommends", self.package]),
        ):
            bench.run(self.name, step, command, remedy, environment=quiet, keeps_lock=False)
        if not self.where(bench):
            raise Failed(self.name, f"the package {self.package} brought no {self.commands[0]}", remedy)


def looks(path):
    """Changes when another executable is at the path: good enough to know without starting it."""
    state = os.stat(path)
    return fingerprint(path, state.st_size, state.st_mtime_ns)


def _version_key(path):
    return [int(number) for number in re.findall(r"\d+", path)]
