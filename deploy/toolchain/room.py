"""What the tests of this room share: a home of their own, and parts that need no network."""
import contextlib
import io
import os
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest

from parts.bench import Bench, Progress
from parts.home import ROOM, Home, fingerprint
from parts.made import Made

PATIENCE = 10  # seconds that a test waits for another process before it fails

PREAMBLE = """
import os, sys, time
import provision
from parts.bench import Bench, Progress
from parts.home import Home
bench = Bench(Home.of(os.environ), os.environ, Progress(sys.stdout))
"""


class Room(unittest.TestCase):
    """A home of its own, with a space in its path, and a PATH with nothing on it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="night shift ")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.bin = os.path.join(self.folder, "bin")
        os.mkdir(self.bin)
        self.said = io.StringIO()
        self.environment = {"NIGHTSHIFT_HOME": os.path.join(self.folder, "home"), "PATH": self.bin}

    def bench(self, **environment):
        wanted = self.environment | environment
        return Bench(Home.of(wanted), wanted, Progress(self.said))

    def executable(self, name, body, folder=None):
        path = os.path.join(folder or self.bin, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(body if body.startswith("#!") else f"#!/bin/sh\n{body}\n")
        os.chmod(path, stat.S_IRWXU)
        return path

    def answering(self, name, version, folder=None):
        return self.executable(name, f'echo "{name} version {version} (Server 1.31.2, UI 2.50.1)"', folder)

    def python(self, code):
        """Another process with this room's modules and this test's home."""
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", PREAMBLE + textwrap.dedent(code)],
            cwd=ROOM,
            env=os.environ | {"NIGHTSHIFT_HOME": self.environment["NIGHTSHIFT_HOME"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(self.end, process)
        return process

    def until(self, condition):
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            value = condition()
            if value:
                return value
            time.sleep(0.01)
        self.fail("it did not happen in time")

    @staticmethod
    def end(process):
        process.kill()
        process.communicate()


class Cup(Made):
    """A part that anybody can make; `cups` counts how often it was."""

    name = "cup"

    def __init__(self, pin="blue", steps=()):
        self.pin, self.steps, self.cups = pin, steps, 0

    def pins(self):
        return fingerprint(self.pin)

    def build(self, bench):
        self.cups += 1
        folder = self.folder(bench)
        os.makedirs(folder)
        for step in self.steps:
            step()
        path = os.path.join(folder, "cup")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.pin)
        return self.finish(bench, folder, {"version": "1.0", "path": path, "source": "a potter"})


def content(path):
    with contextlib.suppress(OSError), open(path, encoding="utf-8") as file:
        return file.read().strip()


def alive(pid):
    """A dead process whose parent has died too stays listed until the system's first one looks after it."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()[0] not in ("Z", "X")
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
