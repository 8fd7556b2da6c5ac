"""Parts that are Python packages, each in a virtual environment from a lock file with hashes."""
import os
import sys

from parts.bench import Failed
from parts.home import ROOM, fingerprint, pinned_file
from parts.made import Made
from parts.pip_configuration import for_uv, into_its_own

RECIPE = 1  # raised when environments are made in another way, so that the old ones are made anew
OLDEST, NEWEST = (3, 10), (3, 14)  # what DuckDB has ready-made packages for
LOCK = "requirements.lock"
NETWORK = (
    "see that the Python package index can be reached (pip's own configuration, HTTPS_PROXY and SSL_CERT_FILE "
    "are respected; UV_SYSTEM_CERTS=1 trusts what the system trusts), then run it again"
)
VENV = "install Python's venv module (Debian, Ubuntu: apt-get install python3-venv), then run it again"
ASK_VERSIONS = "import importlib.metadata as m, sys; [print(m.version(name)) for name in sys.argv[1:]]"


class Uv(Made):
    """What installs all other environments: pip brings it in by hash on any machine. It is many times
    faster, and builds nothing from source."""

    name = "uv"

    def pins(self):
        return fingerprint(RECIPE, pinned_file(self.name, LOCK))

    def build(self, bench):
        folder = self.folder(bench)
        python, path = (os.path.join(folder, "bin", name) for name in ("python", "uv"))
        base = interpreter(bench, self.name)
        bench.run(self.name, "making its environment", [base, "-m", "venv", folder], VENV)
        install = [python, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
        lock = os.path.join(ROOM, self.name, LOCK)
        bench.run(self.name, "installing", [*install, "-r", lock], NETWORK, environment=into_its_own(bench))
        version = bench.version(path)
        if not version:
            raise Failed(self.name, f"{path} does not start", NETWORK)
        record = {"version": version, "path": path, "python": python, "source": "package index"}
        return self.finish(bench, folder, record)


class PythonTool(Made):
    """An environment with everything in `<name>/requirements.lock`, and one command of it."""

    needs = ("uv",)

    def __init__(self, name, package, command, also=(), oldest=OLDEST):
        self.name, self.package, self.command, self.oldest = name, package, command, oldest
        self.packages = (package, *also)

    def pins(self):
        return fingerprint(RECIPE, pinned_file(self.name, LOCK))

    def build(self, bench):
        # An environment cannot be moved (its scripts name their interpreter), so it is made in place.
        folder = self.folder(bench)
        python, path = (os.path.join(folder, "bin", name) for name in ("python", self.command))
        base = interpreter(bench, self.name, self.oldest)
        bench.run(self.name, "making its environment", [base, "-m", "venv", "--without-pip", folder], VENV)
        self._install(bench, python, folder)
        asked = bench.run(self.name, "asking its version", [python, "-c", ASK_VERSIONS, *self.packages], NETWORK)
        versions = dict(zip(self.packages, asked.split()))
        # Imports nearly all of it, where `dbt --version` would ask the package index for news.
        silent = bench.environment | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
        bench.run(self.name, "proving", [path, "--help"], NETWORK, environment=silent, folder=folder)
        record = {"version": versions[self.package], "path": path, "python": python, "source": "package index"}
        return self.finish(bench, folder, record | {"versions": versions})

    def _install(self, bench, python, folder):
        uv = bench.home.part("uv")
        environment, flags = for_uv(bench, uv["python"])
        install = [uv["path"], "pip", "install", "--python", python, "--no-deps", "--require-hashes", "--no-build"]
        lock = os.path.join(ROOM, self.name, LOCK)
        bench.run(
            self.name,
            f"installing {self.package} {self._pinned()}",
            [*install, *flags, "--compile-bytecode", "-r", lock],
            NETWORK,
            environment=environment,
            folder=folder,
        )

    def _pinned(self):
        lines = pinned_file(self.name, LOCK).decode().splitlines()
        return next(line.split("==")[1].split()[0] for line in lines if line.startswith(self.package + "=="))


def interpreter(bench, part, oldest=OLDEST):
    """$NIGHTSHIFT_PYTHON, else the Python that runs this, else the newest on PATH that will do."""
    named = bench.environment.get("NIGHTSHIFT_PYTHON")
    if named:
        if not bench.version(named):
            reason = f"NIGHTSHIFT_PYTHON is {named}, which does not answer to --version"
            raise Failed(part, reason, "correct it, or unset it")
        return named
    if oldest <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], oldest[1] - 1, -1):
        path = bench.which(f"python3.{minor}")
        if path and bench.version(path):
            return path
    wanted = f"Python {oldest[0]}.{oldest[1]} to {NEWEST[0]}.{NEWEST[1]}"
    raise Failed(
        part,
        f"it needs {wanted}, and this is {sys.version_info[0]}.{sys.version_info[1]}",
        f"install {wanted} beside it, or name one in NIGHTSHIFT_PYTHON",
    )
