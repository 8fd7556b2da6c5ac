"""The Temporal command line, which holds a whole server with its web UI in one binary."""
import os
import re
import time

from parts.bench import Failed
from parts.gomodule import go_build
from parts.home import fingerprint, wipe
from parts.made import Made
from parts.python import ROOM, read
from parts.system import looks

PINNED = "1.8.2"
OLDEST = (1, 6)  # the first with the server line that the flows were tried on
DAY = 86_400
RELEASES = "https://github.com/temporalio/cli/releases/download"
PACKAGE = "github.com/temporalio/cli"

# From the release's own checksums.txt.
CHECKSUMS = {
    "darwin_amd64": "489d7f5420cae02b559774ac23df035141954c33a51dba96f5759a0ddccdf1b6",
    "darwin_arm64": "dacdc3587682c04cf27e67c8878ca2d755230b6ad63c0c6ebddd7348ae90ed94",
    "linux_amd64": "d8421bda989e6514b4bdb4d63a9012a8a05a806892e881a5aad8510496349a94",
    "linux_arm64": "83600a8fac6e3da54093e5da6918d399f501532b9f1172235603f9606f4ac6e4",
}
WITHOUT = "Flows run on the in-memory server: no web UI, no schedules, and nothing survives a restart."
REMEDY = (
    "install Go 1.24 or later (it builds the pinned version), or Temporal CLI 1.6 or later on PATH, "
    "or set TEMPORAL_CLI to its executable; then: ./nightshift toolchain add temporal"
)


def download(bench, folder):
    from parts.download import temporal_release

    return temporal_release(bench, folder, f"{RELEASES}/v{PINNED}", PINNED, CHECKSUMS)


def build(bench, folder):
    bench.progress.note(f"temporal {PINNED}: building it from source, about 4 minutes on two cores, once")
    flags = f"-s -w -X {PACKAGE}/internal/temporalcli.Version={PINNED}"
    target = os.path.join(folder, "temporal")
    go_build(bench, "temporal", os.path.join(ROOM, "temporal"), f"{PACKAGE}/cmd/temporal", target, flags)
    return "built from source"


class Temporal(Made):
    """Taken from $TEMPORAL_CLI, PATH, the cache, the official download, a build: the first that works."""

    name = "temporal"

    def __init__(self, ways=(download, build)):
        self._ways = ways

    def pins(self):
        module = [read(os.path.join(ROOM, "temporal", name)) for name in ("go.mod", "go.sum")]
        return fingerprint(PINNED, *module)

    def ready(self, bench):
        record = bench.home.part(self.name)
        if record.get("surroundings") != self._surroundings(bench):
            return False
        if "absent" in record:
            # Each try costs seconds at least, and every build asks: what failed is left for a day.
            return time.time() - record["tried"] < DAY
        return os.path.isfile(record["path"])

    def make(self, bench):
        record = self._named(bench) or self._on_path(bench) or self.found(bench) or self.build(bench)
        return record | {"surroundings": self._surroundings(bench)}

    def build(self, bench):
        folder = self.folder(bench)
        beside = f"{folder}.{os.getpid()}"
        reasons = []
        for way in self._ways:
            wipe(beside)
            os.makedirs(beside)
            try:
                source = way(bench, beside)
                version = _version(bench, os.path.join(beside, "temporal"))
                if not version:
                    raise Failed(self.name, "the executable does not answer", REMEDY)
                os.replace(beside, folder)
                return self.finish(folder, _record(version, os.path.join(folder, "temporal"), source))
            except Failed as failure:
                bench.progress.note(failure.text())
                reasons.append(failure.reason)
            finally:
                wipe(beside)
        reason = f"{WITHOUT} To have them: {REMEDY}"
        return {"absent": reason, "reasons": reasons, "tried": int(time.time())}

    def how_to_get(self, bench):
        return REMEDY

    def _named(self, bench):
        path = bench.environment.get("TEMPORAL_CLI")
        if not path:
            return None
        version = _version(bench, path)
        if not version:
            raise Failed(self.name, f"TEMPORAL_CLI is {path}, which does not answer to --version", "correct it, or unset it")
        return _record(version, os.path.abspath(path), "TEMPORAL_CLI") | {"fingerprint": looks(path)}

    def _on_path(self, bench):
        path = bench.which("temporal")
        version = _version(bench, path) if path else None
        if not version:
            return None
        if _numbers(version["version"]) < OLDEST:
            bench.progress.note(f"temporal: {path} is {version['version']}, 1.6 or later is needed: not taken")
            return None
        return _record(version, path, "PATH") | {"fingerprint": looks(path)}

    def _surroundings(self, bench):
        """All that decides where the executable comes from, read without starting anything."""
        named = bench.environment.get("TEMPORAL_CLI", "")
        seen = [path and looks(path) for path in (named if os.path.isfile(named) else "", bench.which("temporal"))]
        return fingerprint(self.pins(), named, *seen, bench.which("go"))


def _record(version, path, source):
    return version | {"path": path, "source": source}


def _version(bench, path):
    """`temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)`"""
    answer = bench.ask([path, "--version"])
    found = re.search(r"version (\S+)(?: \(Server ([\d.]+), UI ([\d.]+)\))?", answer)
    if not found:
        return None
    return {key: value for key, value in zip(("version", "server", "ui"), found.groups()) if value}


def _numbers(version):
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
