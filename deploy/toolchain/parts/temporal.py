"""The Temporal command line, which holds a whole server with its web UI in one binary."""
import os
import re
import time

from parts.bench import Failed
from parts.gomodule import go_build
from parts.home import fingerprint, looks, pinned_file, seen, wipe
from parts.made import Made

PINNED = "1.8.2"
OLDEST = (1, 6)  # older ones carry servers that the flows were never tried on
DAY = 86_400
RELEASES = "https://github.com/temporalio/cli/releases/download"
MODULE = "github.com/temporalio/cli"

# SHA-256 of the archives, as in the release's checksums.txt.
CHECKSUMS = {
    "darwin_amd64": "489d7f5420cae02b559774ac23df035141954c33a51dba96f5759a0ddccdf1b6",
    "darwin_arm64": "dacdc3587682c04cf27e67c8878ca2d755230b6ad63c0c6ebddd7348ae90ed94",
    "linux_amd64": "d8421bda989e6514b4bdb4d63a9012a8a05a806892e881a5aad8510496349a94",
    "linux_arm64": "83600a8fac6e3da54093e5da6918d399f501532b9f1172235603f9606f4ac6e4",
}
WITHOUT = (
    "Flows run on the in-memory server: no web UI, no schedules, no worker versioning, and nothing survives its end."
)
REMEDY = (
    "install Go 1.24 or later (it builds the pinned version), or Temporal CLI 1.6 or later on PATH, "
    "or set TEMPORAL_CLI to its executable; then: ./nightshift toolchain add temporal"
)


def download(bench, folder):
    from parts.download import temporal_release

    return temporal_release(bench, folder, f"{RELEASES}/v{PINNED}", PINNED, CHECKSUMS)


def build(bench, folder):
    flags = f"-s -w -X {MODULE}/internal/temporalcli.Version={PINNED}"
    go_build(bench, "temporal", f"{MODULE}/cmd/temporal", os.path.join(folder, "temporal"), 4, flags)
    return "built from source"


class Temporal(Made):
    """Taken from $TEMPORAL_CLI, PATH, the cache, the official download, a build: the first that works."""

    name = "temporal"

    def __init__(self, ways=(download, build)):
        self._ways = ways

    def pins(self):
        return fingerprint(PINNED, *(pinned_file(self.name, pin) for pin in ("go.mod", "go.sum")))

    def ready(self, bench):
        record = bench.home.part(self.name)
        if record.get("surroundings") != self._surroundings(bench):
            return False
        if "absent" in record:
            # Each try costs seconds at least, and every build asks: what failed is left for a day.
            return record["go"] == bench.which("go") and time.time() - record["tried"] < DAY
        # A record of an earlier build of ours may lack the size: to make it again takes a moment.
        return os.path.isfile(record["path"]) and "bytes" in record

    def watched(self, bench):
        record = bench.home.part(self.name)
        elsewhere = record["source"] not in ("PATH", "TEMPORAL_CLI") and not bench.which("temporal")
        return [record["path"]] + (["!temporal"] if elsewhere else [])

    def make(self, bench):
        record = self._named(bench) or self._on_path(bench) or self.found(bench) or self.build(bench)
        return record | {"surroundings": self._surroundings(bench)}

    def build(self, bench):
        reasons = []
        for way in self._ways:
            beside = self.empty_folder_beside(bench)
            try:
                return self._into_place(bench, beside, way(bench, beside))
            except Failed as failure:
                bench.progress.note(failure.text() if failure.output else f"temporal: {failure.reason}")
                reasons.append(failure.reason)
            finally:
                wipe(beside)
        absent = f"{WITHOUT} To have them: {REMEDY}"
        return {"absent": absent, "reasons": reasons, "go": bench.which("go"), "tried": int(time.time())}

    def how_to_get(self, bench):
        return REMEDY

    def _into_place(self, bench, beside, source):
        version = _version(bench, os.path.join(beside, "temporal"))
        if not version:
            raise Failed(self.name, f"the executable ({source}) does not answer to --version", REMEDY)
        path = os.path.join(self.folder(bench), "temporal")
        return self.finish(bench, beside, version | {"path": path, "source": source})

    def _named(self, bench):
        path = bench.environment.get("TEMPORAL_CLI")
        if not path:
            return None
        version = _version(bench, path)
        if not version:
            reason = f"TEMPORAL_CLI is {path}, which does not answer to --version"
            raise Failed(self.name, reason, "correct it, or unset it")
        if _is_old(version):
            reason = f"TEMPORAL_CLI is {path}, version {version['version']}: 1.6 or later is needed"
            raise Failed(self.name, reason, "name a newer one, or unset it")
        return version | {"path": os.path.abspath(path), "source": "TEMPORAL_CLI", **seen(path)}

    def _on_path(self, bench):
        path = bench.which("temporal")
        version = _version(bench, path) if path else None
        if not version:
            return None
        if _is_old(version):
            bench.progress.note(f"temporal: {path} is {version['version']}, 1.6 or later is needed: not taken")
            return None
        return version | {"path": path, "source": "PATH", **seen(path)}

    def _surroundings(self, bench):
        """All that decides where the executable comes from, read without starting anything."""
        named = bench.environment.get("TEMPORAL_CLI", "")
        candidates = (named if os.path.isfile(named) else None, bench.which("temporal"))
        return fingerprint(self.pins(), named, *(path and looks(path) for path in candidates))


def _is_old(version):
    return tuple(int(number) for number in re.findall(r"\d+", version["version"])[:2]) < OLDEST


def _version(bench, path):
    """`temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)`"""
    answer = re.search(r"temporal version (\S+)(?: \(Server ([\d.]+), UI ([\d.]+)\))?", bench.ask([path, "--version"]))
    if not answer:
        return None
    return {key: value for key, value in zip(("version", "server", "ui"), answer.groups()) if value}
