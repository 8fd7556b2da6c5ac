"""Parts from the npm registry: native executables that need no Node once they are there."""
import glob
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


class NpmTool(Made):
    """What `<name>/package-lock.json` pins by hash, and the executable in it for this kind of machine."""

    def __init__(self, name, command, executable):
        self.name, self.on_path, self.executable = name, command, executable

    def pins(self):
        return fingerprint(RECIPE, *(pinned_file(self.name, pin) for pin in PINS))

    def build(self, bench):
        folder, beside = self.folder(bench), self.empty_folder_beside(bench)
        for pin in PINS:
            shutil.copy(os.path.join(ROOM, self.name, pin), beside)
        # The packages' own scripts are not needed, so what they would do need not be trusted.
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        bench.run(self.name, "installing", install, REMEDY, folder=beside)
        executables = glob.glob(os.path.join(glob.escape(beside), "node_modules", self.executable))
        version = bench.version(executables[0]) if executables else None
        if not version:
            reason = "its packages hold no executable that runs on this kind of machine"
            raise Failed(self.name, reason, f"put `{self.on_path}` on PATH by hand")
        path = os.path.join(folder, os.path.relpath(executables[0], beside))
        return self.finish(bench, beside, {"version": version, "path": path, "source": "npm registry"})
