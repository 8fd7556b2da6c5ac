"""Parts from the npm registry, which need no Node once they are there: native executables, and a file of data."""
import glob
import json
import os
import shutil

from parts.bench import Failed
from parts.home import ROOM, fingerprint, pinned_file
from parts.made import Made

RECIPE = 1
PINS = ("package.json", "package-lock.json")
REMEDY = (
    "install Node.js with npm, see that the npm registry can be reached (npm's own configuration is respected), "
    "then run it again"
)


class NpmPackages(Made):
    """What `<name>/package-lock.json` pins by hash."""

    def pins(self):
        return fingerprint(RECIPE, *(pinned_file(self.name, pin) for pin in PINS))

    def installed_beside(self, bench):
        beside = self.empty_folder_beside(bench)
        for pin in PINS:
            shutil.copy(os.path.join(ROOM, self.name, pin), beside)
        # The packages' own scripts are not needed, so what they would do need not be trusted.
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        bench.run(self.name, "installing", install, REMEDY, folder=beside)
        return beside


class NpmTool(NpmPackages):
    """The executable in the packages for this kind of machine."""

    def __init__(self, name, command, executable):
        self.name, self.on_path, self.executable = name, command, executable

    def build(self, bench):
        folder, beside = self.folder(bench), self.installed_beside(bench)
        executables = glob.glob(os.path.join(glob.escape(beside), "node_modules", self.executable))
        version = bench.version(executables[0]) if executables else None
        if not version:
            reason = "its packages hold no executable that runs on this kind of machine"
            raise Failed(self.name, reason, f"put `{self.on_path}` on PATH by hand")
        path = os.path.join(folder, os.path.relpath(executables[0], beside))
        return self.finish(bench, beside, {"version": version, "path": path, "source": "npm registry"})


class NpmFile(NpmPackages):
    """One file of a package, which is all of it that stays."""

    def __init__(self, name, package, file):
        self.name, self.package, self.file = name, package, file

    def build(self, bench):
        folder, beside = self.folder(bench), self.installed_beside(bench)
        packages = os.path.join(beside, "node_modules")
        try:
            with open(os.path.join(packages, self.package, "package.json"), encoding="utf-8") as file:
                version = json.load(file)["version"]
            kept = shutil.move(os.path.join(packages, self.package, self.file), beside)
        except (OSError, ValueError, KeyError) as absent:
            reason = f"its package {self.package} has no {self.file}"
            raise Failed(self.name, reason, "see which version package.json pins") from absent
        shutil.rmtree(packages)
        path = os.path.join(folder, os.path.basename(kept))
        return self.finish(bench, beside, {"version": version, "path": path, "source": "npm registry"})
