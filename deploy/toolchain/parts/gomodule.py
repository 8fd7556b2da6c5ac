"""Parts that are built from a pinned Go module, with the user's own Go and its caches."""
import os

from parts.bench import Failed
from parts.home import ROOM, fingerprint, pinned_file
from parts.made import Made

REMEDY = "install Go 1.24 or later (it fetches the version that the module asks for by itself), then run it again"


class GoTool(Made):
    """The command that `<name>/go.mod` names as its tool."""

    def __init__(self, name, package, minutes):
        self.name, self.package, self.minutes, self.on_path = name, package, minutes, name

    def pins(self):
        return fingerprint(*(pinned_file(self.name, pin) for pin in ("go.mod", "go.sum")))

    def build(self, bench):
        folder, beside = self.folder(bench), self.empty_folder_beside(bench)
        go_build(bench, self.name, self.package, os.path.join(beside, self.name), self.minutes)
        record = {"version": pinned_version(self.name, self.package), "path": os.path.join(folder, self.name)}
        return self.finish(bench, beside, record | {"source": "built from source"})


def go_build(bench, name, package, target, minutes, flags="-s -w"):
    """Builds a package of the module in this room's folder `name` (go.sum holds the hashes of all of it)."""
    go = bench.which("go")
    if not go:
        raise Failed(name, "there is no Go on PATH", REMEDY)
    bench.progress.note(f"{name}: building it from source takes about {minutes} minutes on two cores, once")
    # Settings for building other things elsewhere would give a binary that does not run here.
    inherited = {key: value for key, value in bench.environment.items() if key not in ("GOOS", "GOARCH")}
    bench.run(
        name,
        "building",
        [go, "build", "-trimpath", "-buildvcs=false", f"-ldflags={flags}", "-o", target, package],
        REMEDY,
        environment=inherited | {"CGO_ENABLED": "0", "GOWORK": "off"},
        folder=os.path.join(ROOM, name),
    )


def pinned_version(name, package):
    """The version of the module that holds the package, as go.mod requires it."""
    for line in pinned_file(name, "go.mod").decode().splitlines():
        words = line.replace("require", "").split()
        if len(words) > 1 and package.startswith(words[0]) and words[1].startswith("v"):
            return words[1][1:]
    return "unknown"
