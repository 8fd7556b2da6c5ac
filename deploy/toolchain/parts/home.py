"""Where everything lies, and the record of it that product and tests read."""
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import sys

FORMAT = 1
ROOM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Home:
    """The folder outside the checkout that holds all parts, and `toolchain.json` in it."""

    def __init__(self, folder):
        self.folder = folder
        self.lock_file = None
        self._parts = None

    @staticmethod
    def of(environment):
        """$NIGHTSHIFT_HOME, else $XDG_CACHE_HOME/nightshift, else ~/.cache/nightshift."""
        named = environment.get("NIGHTSHIFT_HOME")
        if named:
            return Home(os.path.abspath(os.path.expanduser(named)))
        cache = environment.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(cache):  # the XDG specification has relative paths ignored
            cache = os.path.join(environment.get("HOME") or os.path.expanduser("~"), ".cache")
        return Home(os.path.join(cache, "nightshift"))

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def part(self, name):
        """What is recorded of a part; empty when nothing is."""
        if self._parts is None:
            self.reload()
        return self._parts.get(name, {})

    def reload(self):
        try:
            with open(self.path("toolchain.json"), encoding="utf-8") as file:
                document = json.load(file)
            self._parts = document["parts"] if document["format"] == FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError):
            # The record can be made again from what is on disk, so a broken one is only forgotten.
            self._parts = {}

    def keep(self, name, record):
        """Writes a part's record, or forgets the part when the record is empty."""
        self.reload()
        self._parts.pop(name, None)
        if record:
            self._parts[name] = record
        write_json(self.path("toolchain.json"), {"format": FORMAT, "parts": self._parts})

    @contextlib.contextmanager
    def lock(self, progress):
        """One provisioning at a time; the second waits and then sees what the first made."""
        os.makedirs(self.folder, exist_ok=True)
        with open(self.path("provision.lock"), "w", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress.note(f"another provisioning is at work in {self.folder}: waiting for it")
                fcntl.flock(file, fcntl.LOCK_EX)
            self.reload()
            self.lock_file = file
            try:
                yield
            finally:
                self.lock_file = None


def fingerprint(*pins):
    """Tells one set of pins from another, on one kind of machine (a home may be on a shared disk)."""
    digest = hashlib.sha256()
    for pin in (*pins, sys.platform, os.uname().machine):
        digest.update(pin if isinstance(pin, bytes) else str(pin).encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def looks(path):
    """Changes when another executable is at the path: good enough to know without starting it."""
    state = os.stat(path)
    return fingerprint(path, state.st_size, state.st_mtime_ns)


def seen(path):
    """What is recorded of an executable that others put there, besides its place and version."""
    return {"bytes": os.stat(path).st_size, "fingerprint": looks(path)}


def pinned_file(*names):
    """A file of this room that pins something."""
    with open(os.path.join(ROOM, *names), "rb") as file:
        return file.read()


def write_json(path, value):
    """Whole or not at all: a reader never sees half a file."""
    beside = f"{path}.{os.getpid()}"
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2)
        file.write("\n")
    os.replace(beside, path)


def wipe(folder):
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def disk_use(folder):
    total = 0
    for root, _, files in os.walk(folder):
        for name in files:
            total += os.lstat(os.path.join(root, name)).st_blocks * 512
    return total
