"""Copies a DuckDB file, and its write-ahead log, while nobody writes them.

    python -I - SOURCE TARGET

Prints one word: copied, missing, busy (a writer holds the lock) or changed (it was written
meanwhile). It takes no lock itself: a writer that wants in is never kept out.
"""

import fcntl
import os
import struct
import subprocess
import sys
import time

# A change within one tick of the file system's clock would leave no trace.
SETTLED_NANOSECONDS = 50_000_000


def main(source, target):
    if not os.path.isfile(source):
        return "missing"
    before = seen(source)
    if writer(source):
        return "busy"
    if time.time_ns() - max(part[2] for part in before if part) < SETTLED_NANOSECONDS:
        time.sleep(2 * SETTLED_NANOSECONDS / 1e9)
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


def clone(source, target):
    way = ["-c"] if sys.platform == "darwin" else ["--reflink=auto", "--sparse=never"]
    subprocess.run(["cp", *way, "--", source, target], check=True)
    with open(target, "rb+") as file:
        os.fsync(file.fileno())


def same(left, right):
    with open(left, "rb") as one, open(right, "rb") as other:
        while True:
            chunk = one.read(1 << 20)
            if chunk != other.read(1 << 20):
                return False
            if not chunk:
                return True


print(main(sys.argv[1], sys.argv[2]))
