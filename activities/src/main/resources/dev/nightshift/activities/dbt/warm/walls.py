"""What a job sees: the system, and of the folders that jobs live in its own alone.

The keeper lives in a cage that shows the folders of all jobs. A job, forked from it, leaves for
namespaces of its own, covers these folders, uncovers what is its own, and gives up all power before
it runs a line of anybody's project.
"""

import ctypes
import os
import resource

_libc = ctypes.CDLL(None, use_errno=True)

NEW_MOUNTS, NEW_IPC, NEW_PROCESSES, NEW_NETWORK = 0x00020000, 0x08000000, 0x20000000, 0x40000000
RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18

_PR_SET_DUMPABLE, _PR_CAPBSET_READ, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 4, 23, 24, 38
_CAPABILITY_VERSION_3 = 0x20080522

_LIMITS = {
    "processes": resource.RLIMIT_NPROC,
    "open_files": resource.RLIMIT_NOFILE,
    "memory_bytes": resource.RLIMIT_DATA,
    "file_bytes": resource.RLIMIT_FSIZE,
}


def _call(name, *arguments):
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def unshare(what):
    _call("unshare", what)


def return_to(namespace, what):
    _call("setns", namespace, what)


def _mount(source, target, kind, flags, options=None):
    def text(value):
        return None if value is None else os.fsencode(value)

    _call("mount", text(source), text(target), text(kind), ctypes.c_ulong(flags), text(options))


_SCRATCH = ("/tmp", "/dev/shm")


def enter(covered, tools, readable, writable, scratch_bytes):
    """Needs the right to mount; the new process namespace was entered by being its first process."""
    unshare(NEW_MOUNTS | NEW_IPC | NEW_NETWORK)
    _mount(None, "/", None, REC | PRIVATE)
    # Only what is about to be covered must be uncovered again.
    shown = [tool for tool in tools if tool.startswith(tuple(s + "/" for s in _SCRATCH))]
    shown = sorted({*shown, *readable, *writable})
    # Held open before they are covered. A link in the place of a folder would lead elsewhere.
    held = [(path, os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW)) for path in shown]
    for folder in _SCRATCH:
        _mount("tmpfs", folder, "tmpfs", NOSUID | NODEV, f"mode=1777,size={scratch_bytes}")
    for folder in covered:
        os.makedirs(folder, mode=0o755, exist_ok=True)
        _mount("tmpfs", folder, "tmpfs", NOSUID | NODEV, "mode=0755,size=1m")
    for path, descriptor in held:
        os.makedirs(path, mode=0o755, exist_ok=True)
        _mount(f"/proc/self/fd/{descriptor}", path, None, BIND)
        os.close(descriptor)
        may_write = RDONLY if path not in writable else 0
        _mount(None, path, None, REMOUNT | BIND | NOSUID | NODEV | may_write)
    for folder in covered:
        _mount(None, folder, None, REMOUNT | BIND | NOSUID | NODEV | RDONLY)
    _mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC)


def limit(limits):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name, kind in _LIMITS.items():
        resource.setrlimit(kind, (limits[name], limits[name]))


def become(user):
    """Nobody that matters, for good; without a user of its own, ourselves without any power."""
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_READ, capability, 0, 0, 0) != 1:
            break
        _call("prctl", _PR_CAPBSET_DROP, capability, 0, 0, 0)
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # As after an exec: a program may look at itself in /proc.
    _call("prctl", _PR_SET_DUMPABLE, 1, 0, 0, 0)
