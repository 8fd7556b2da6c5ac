"""Copies a DuckDB file, and its write-ahead log, while nobody writes them.

    python -I - SOURCE TARGET BYTES

Prints one word: copied, missing, busy (a writer holds the lock), changed (it was written
meanwhile), full (the copy would leave less than that many bytes free), sealed (it may not be
read) or shut (there may not be written); of the last three it says more on standard error. It
takes no lock itself: a writer that wants in is never kept out.
"""

import errno
import fcntl
import os
import struct
import subprocess
import sys
import time

# A change within one tick of the file system's clock would leave no trace.
SETTLED_NANOSECONDS = 50_000_000

FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Refusal(Exception):
    """A word, and what a person should know of it."""


def main(source, target, leaves):
    try:
        return copied(source, target, leaves)
    except Refusal as no:
        print(no.args[1], file=sys.stderr)
        return no.args[0]


def copied(source, target, leaves):
    readable(source)
    if not os.path.isfile(source):
        return "missing"
    before = seen(source)
    if writer(source):
        return "busy"
    if time.time_ns() - max(part[2] for part in before if part) < SETTLED_NANOSECONDS:
        time.sleep(2 * SETTLED_NANOSECONDS / 1e9)
    writable(target)
    room(source, target, sum(part[1] for part in before if part), leaves)
    for name, part in zip(("", ".wal"), before):
        if part:
            clone(source + name, target + name)
    if writer(source) or seen(source) != before:
        return "changed"
    for name, part in zip(("", ".wal"), before):
        if part and not same(source + name, target + name):
            return "changed"
    # Read again: the comparison is only worth something when nobody wrote during it.
    return "changed" if writer(source) or seen(source) != before else "copied"


def seen(source):
    return [identity(source), identity(source + ".wal")]


def identity(path):
    try:
        at = os.stat(path)
    except FileNotFoundError:
        return None
    return (at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns)


def writer(path):
    """Whether another process holds the lock that DuckDB takes for writing."""
    mac = sys.platform == "darwin"
    layout = "qqihh" if mac else "hhqqi4x"
    whole = (0, 0, 0, fcntl.F_RDLCK, 0) if mac else (fcntl.F_RDLCK, 0, 0, 0, 0)
    with open(path, "rb") as file:
        answer = struct.unpack(layout, fcntl.fcntl(file, fcntl.F_GETLK, struct.pack(layout, *whole)))
    return answer[3 if mac else 0] != fcntl.F_UNLCK


def readable(source):
    try:
        open(source, "rb").close()
    except OSError as no:
        if no.errno in FORBIDDEN:
            raise Refusal("sealed", str(no)) from no


def writable(target):
    try:
        open(target, "wb").close()
    except OSError as no:
        raise known(no) from no


def known(no):
    if no.errno in FULL:
        return Refusal("full", no.strerror)
    return Refusal("shut", no.strerror) if no.errno in FORBIDDEN else no


def room(source, target, size, leaves):
    """A file system that shares blocks needs none for the copy itself."""
    at = os.statvfs(os.path.dirname(target))
    free = at.f_bavail * at.f_frsize
    if free < leaves or (free < size + leaves and not shares(source, target)):
        raise Refusal("full", f"{megabytes(size)} are to be copied, {megabytes(free)} are free")


def shares(source, target):
    way = ["-c"] if sys.platform == "darwin" else ["--reflink=always"]
    tried = subprocess.run(["cp", *way, "--", source, target], stderr=subprocess.DEVNULL)
    return tried.returncode == 0


def megabytes(size):
    return f"{size / 1e6:,.0f} MB"


def clone(source, target):
    way = ["-c"] if sys.platform == "darwin" else ["--reflink=auto", "--sparse=never"]
    try:
        done = subprocess.run(
            ["cp", *way, "--", source, target], stderr=subprocess.PIPE, env=os.environ | {"LC_ALL": "C"}
        )
        said = done.stderr.decode(errors="replace").strip()
        if done.returncode:
            raise OSError(number(said), said)
        with open(target, "rb+") as file:
            os.fsync(file.fileno())
    except OSError as no:
        raise known(no) from no


def number(said):
    """Of what cp said the error that it ended in; 0 for any other."""
    return next((one for one in FULL + FORBIDDEN if said.endswith(os.strerror(one))), 0)


def same(left, right):
    with open(left, "rb") as one, open(right, "rb") as other:
        while True:
            chunk = one.read(1 << 20)
            if chunk != other.read(1 << 20):
                return False
            if not chunk:
                return True


print(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
