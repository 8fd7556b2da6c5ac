"""Parts that belong to the operating system: noticed when they are there, else its package manager's business."""
import glob
import os
import re

from parts.bench import Failed
from parts.home import seen


class SystemTool:
    """An executable on PATH, or in a folder that packages keep off it, or a Debian package that has it."""

    needs = ()

    def __init__(self, name, commands, package, folders=None):
        self.name, self.commands, self.package, self.folders = name, commands, package, folders

    def ready(self, bench):
        return "path" in bench.home.part(self.name) and self.noticed(bench)

    def noticed(self, bench):
        """Whether the record agrees with what the system has now."""
        path, record = self._where(bench), bench.home.part(self.name)
        return record.items() >= seen(path).items() if path else not record

    def notice(self, bench, source="PATH"):
        """The record of what the system has, empty when it has not got it."""
        path = self._where(bench)
        if not path:
            return {}
        version = bench.version(path)
        if not version:
            return {"absent": f"{path} does not answer to --version", **seen(path)}
        return {"version": version, "path": path, "source": source, **seen(path)}

    def shown(self, bench, record):
        """With what the program's package takes: on PATH there is often but a script that starts it."""
        owner = bench.ask(["dpkg-query", "-S", record["path"]]).partition(":")[0] if "path" in record else ""
        kilobytes = bench.ask(["dpkg-query", "-W", "-f=${Installed-Size}", owner]) if owner else ""
        return record | {"bytes": int(kilobytes) * 1024} if kilobytes.isdigit() else record

    def watched(self, bench):
        path = self._where(bench)
        if path:
            return [path]
        aside = [f"?{self.folders}/{self.commands[0]}"] if self.folders else []
        return [f"!{command}" for command in self.commands] + aside

    def make(self, bench):
        record = self.notice(bench)
        if "path" in record:
            return record
        if os.geteuid() != 0 or not bench.which("apt-get"):
            raise Failed(self.name, "it is not on this machine, and is not ours to install", self.how_to_get(bench))
        self._install(bench)
        record = self.notice(bench, "Debian package")
        if "path" not in record:
            reason = f"the package {self.package} brought no {self.commands[0]} that runs"
            raise Failed(self.name, reason, self.how_to_get(bench))
        return record

    def how_to_get(self, bench):
        if bench.which("apt-get"):
            return f"sudo apt-get install {self.package}"
        return f"install {self.package} with this system's package manager, so that {self.commands[0]} is on PATH"

    def _where(self, bench):
        if self.folders:
            # Several major versions may lie side by side: the newest is taken.
            aside = sorted(glob.glob(os.path.join(self.folders, self.commands[0])), key=_numbers)
            if aside:
                return aside[-1]
        return next((path for path in map(bench.which, self.commands) if path), None)

    def _install(self, bench):
        quiet = bench.environment | {"DEBIAN_FRONTEND": "noninteractive"}
        remedy = f"see why, then: {self.how_to_get(bench)}"
        # A fresh machine often updates itself at its first start: that is waited for, 5 minutes at most.
        apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
        for step, words in (
            ("reading the list of packages", ["update"]),
            (f"installing {self.package}", ["install", "--no-install-recommends", self.package]),
        ):
            # A service that a package starts would hold the provisioning lock for as long as it runs.
            bench.run(self.name, step, [*apt, *words], remedy, environment=quiet, keeps_lock=False)


def _numbers(path):
    return [int(number) for number in re.findall(r"\d+", path)]
