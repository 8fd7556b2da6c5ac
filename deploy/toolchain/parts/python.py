"""Parts that are Python packages, each in a virtual environment from a lock file with hashes."""
import os
import shlex
import sys

from parts.bench import Failed
from parts.home import fingerprint
from parts.made import Made

ROOM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RECIPE = 1  # raised when environments are made in another way, so that the old ones are made anew
NETWORK = "see that the Python package index can be reached (PIP_INDEX_URL, PIP_CERT, HTTPS_PROXY are respected), then run it again"
VENV = "install Python's venv module (Debian, Ubuntu: apt install python3-venv), then run it again"


def lock_of(name):
    return os.path.join(ROOM, name, "requirements.lock")


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Uv(Made):
    """The installer of all other environments. pip can bring it in by hash on any machine; what it
    then saves is four fifths of the time, and an override that pip has no word for."""

    name = "uv"

    def pins(self):
        return fingerprint(RECIPE, read(lock_of(self.name)))

    def build(self, bench):
        folder = self.folder(bench)
        python = os.path.join(folder, "bin", "python")
        bench.run(self.name, "making its environment", [sys.executable, "-m", "venv", folder], VENV)
        lock = lock_of(self.name)
        bench.run(
            self.name,
            "installing",
            [python, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "-r", lock],
            NETWORK,
            folder=folder,
        )
        path = os.path.join(folder, "bin", "uv")
        version = bench.ask([path, "--version"]).split()
        if len(version) < 2:
            raise Failed(self.name, f"{path} does not start", NETWORK)
        record = {"version": version[1], "path": path, "python": python, "source": "package index"}
        return self.finish(folder, record)


class PythonTool(Made):
    """An environment with everything in `<name>/requirements.lock`, and one command of it."""

    needs = ("uv",)

    def __init__(self, name, package, command, versions=(), check=("--help",)):
        self.name, self.package, self.command, self.check = name, package, command, check
        self.versions = (package, *versions)

    def pins(self):
        return fingerprint(RECIPE, read(lock_of(self.name)))

    def build(self, bench):
        # An environment cannot be moved (its scripts name their interpreter), so it is made in place.
        folder = self.folder(bench)
        python, path = (os.path.join(folder, "bin", name) for name in ("python", self.command))
        bench.run(self.name, "making its environment", [sys.executable, "-m", "venv", "--without-pip", folder], VENV)
        uv = bench.home.part("uv")
        install = [uv["path"], "pip", "install", "--python", python, "--no-deps", "--require-hashes"]
        bench.run(
            self.name,
            f"installing {self.package} {_pinned(self.name, self.package)}",
            [*install, "--compile-bytecode", "-r", lock_of(self.name)],
            NETWORK,
            environment=uv_environment(bench, uv["python"]),
            folder=folder,
        )
        versions = dict(zip(self.versions, bench.ask([python, "-c", ASK_VERSIONS, *self.versions]).split()))
        bench.run(self.name, "proving", [path, *self.check], NETWORK, environment=silent(bench), folder=folder)
        record = {"version": versions.get(self.package), "path": path, "python": python, "source": "package index"}
        return self.finish(folder, record | {"versions": versions})


ASK_VERSIONS = "import importlib.metadata as m, sys; [print(m.version(name)) for name in sys.argv[1:]]"


def _pinned(name, package):
    for line in read(lock_of(name)).decode().splitlines():
        if line.startswith(package + "=="):
            return line.split("==")[1].split()[0]
    raise Failed(name, f"{lock_of(name)} does not pin {package}", "make the lock file again, as the README says")


def silent(bench):
    return bench.environment | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}


def uv_environment(bench, python):
    """A team's own index, mirrors and certificates are in pip's configuration: uv gets what it has words for."""
    settings = pip_settings(bench.ask([python, "-m", "pip", "config", "list"]))
    links = [link for link in settings.get("find-links", "").split() if "://" in link or os.path.isdir(link)]
    wanted = {
        "UV_DEFAULT_INDEX": settings.get("index-url", ""),
        "UV_INDEX": settings.get("extra-index-url", ""),
        "UV_FIND_LINKS": ",".join(links),
        "UV_INSECURE_HOST": settings.get("trusted-host", ""),
        "UV_NO_INDEX": settings.get("no-index", ""),
        "SSL_CERT_FILE": settings.get("cert", ""),
        "ALL_PROXY": settings.get("proxy", ""),
        # pip takes the best version of all indexes. Hashes are checked, so an index cannot slip another in.
        "UV_INDEX_STRATEGY": "unsafe-best-match" if "extra-index-url" in settings else "",
    }
    present = {key: value for key, value in wanted.items() if value}
    return present | {"UV_NO_PROGRESS": "1"} | bench.environment


def pip_settings(listing):
    """`pip config list` as one table: the environment before [install] before [global]."""
    settings = {}
    rank = {"global": 0, "install": 1, ":env:": 2}
    lines = [line.split("=", 1) for line in listing.splitlines() if "=" in line]
    found = [(*key.split(".", 1), value) for key, value in lines if "." in key]
    for section, key, value in sorted(found, key=lambda line: rank.get(line[0], -1)):
        if section in rank:
            settings[key] = " ".join(shlex.split(value.replace("\\n", " "))).strip()
    return settings
