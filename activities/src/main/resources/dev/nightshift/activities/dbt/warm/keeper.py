"""Keeps one dbt warm and forks it for each job.

A client opens three connections, each of which says in its first line what it is: the job's standard
output and standard error, then the order. The order's connection is told the job's process and, in
the end, its exit code; who closes it early ends the job. Another connection may name a job that is to
end: it is closed when nothing of that job is left.
"""

import gc
import json
import multiprocessing.resource_tracker
import os
import selectors
import signal
import socket
import sys
import tempfile
import time

import job
import walls
import warming

_LONGEST_LINE = 4 * 1024 * 1024


class Keeper:
    def __init__(self, address):
        self.selector = selectors.DefaultSelector()
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(address)
        os.chmod(address, 0o600)
        self.listener.listen(64)
        self.selector.register(self.listener, selectors.EVENT_READ, self.accept)
        self.streams = {}
        self.running = {}
        self.unwanted = set()

    def serve(self):
        while True:
            for key, _ in self.selector.select(self._until_deadline()):
                # What an earlier event of this round has closed is not registered any more, and its
                # number may be another's by now.
                if self.selector.get_map().get(key.fd) is key:
                    key.data()
            now = time.monotonic()
            for running in self.running.values():
                if running.deadline and running.deadline <= now:
                    running.late = True
                    running.kill()

    def _until_deadline(self):
        deadlines = [running.deadline for running in self.running.values() if running.deadline]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def accept(self):
        connection, _ = self.listener.accept()
        Hello(self, connection)

    def park(self, name, connection):
        """Nobody writes to a stream that is read from here: what comes of it is its end."""
        self.streams[name] = connection
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.unpark(name).close())

    def unpark(self, name):
        connection = self.streams.pop(name, None)
        if connection is not None:
            self.selector.unregister(connection)
        return connection

    def order(self, connection, order):
        out, err = streams = [self.unpark((order["job"], name)) for name in ("out", "err")]
        begun = time.monotonic()
        try:
            if None in streams:
                raise Refused("its streams were not opened first")
            if order["job"] in self.unwanted:
                raise Refused("it was to end before it began")
            pid = fork(lambda: job.run(order, out.fileno(), err.fileno()))
        except (OSError, Refused) as refused:
            say(connection, {"refused": str(refused)})
            connection.close()
            return
        finally:
            for stream in streams:
                if stream is not None:
                    stream.close()
        Running(self, connection, order["job"], pid, begun + order["seconds"])

    def end(self, name, connection):
        """One that is not here is over, or its order is still on its way."""
        for running in self.running.values():
            if running.name == name:
                running.waiting.append(connection)
                running.kill()
                return
        self.unwanted.add(name)
        connection.close()


class Refused(Exception):
    pass


class Hello:
    """A connection until its first line is whole."""

    def __init__(self, keeper, connection):
        self.keeper, self.connection, self.read = keeper, connection, b""
        keeper.selector.register(connection, selectors.EVENT_READ, self.more)

    def more(self):
        try:
            part = self.connection.recv(65536)
        except OSError:
            part = b""
        self.read += part
        whole = self.read.endswith(b"\n")
        if part and not whole and len(self.read) < _LONGEST_LINE:
            return
        self.keeper.selector.unregister(self.connection)
        if not whole:
            self.connection.close()
            return
        said = json.loads(self.read)
        if "stream" in said:
            self.keeper.park((said["job"], said["stream"]), self.connection)
        elif "end" in said:
            self.keeper.end(said["end"], self.connection)
        else:
            self.keeper.order(self.connection, said)


class Running:
    def __init__(self, keeper, connection, name, pid, deadline):
        self.keeper, self.connection, self.name = keeper, connection, name
        self.pid, self.deadline = pid, deadline
        self.process = os.pidfd_open(pid)
        self.listening = True
        self.late = False
        self.waiting = []
        keeper.running[pid] = self
        keeper.selector.register(self.process, selectors.EVENT_READ, self.ended)
        keeper.selector.register(connection, selectors.EVENT_READ, self.gone)
        say(connection, {"process": pid})

    def kill(self):
        self.deadline = None
        signal.pidfd_send_signal(self.process, signal.SIGKILL)

    def gone(self):
        """The client never says a second line: it waits no more for this job, or it is gone."""
        self.keeper.selector.unregister(self.connection)
        self.listening = False
        self.kill()

    def ended(self):
        self.keeper.selector.unregister(self.process)
        os.close(self.process)
        _, status, used = os.wait4(self.pid, 0)
        del self.keeper.running[self.pid]
        if self.listening:
            self.keeper.selector.unregister(self.connection)
        code = os.waitstatus_to_exitcode(status)
        say(
            self.connection,
            {
                "exit": code if code >= 0 else 128 - code,
                "late": self.late and code < 0,
                "memory_kib": used.ru_maxrss,
                "processor_seconds": used.ru_utime + used.ru_stime,
            },
        )
        for connection in (self.connection, *self.waiting):
            connection.close()


def say(connection, what):
    try:
        connection.sendall(json.dumps(what).encode() + b"\n")
    except OSError:
        # Its end is seen where it is read.
        pass


# Of the keeper itself.
_PROCESSES = os.open("/proc/self/ns/pid", os.O_RDONLY)


def fork(work):
    """Into a process namespace, whose first process takes all others with it when it ends."""
    walls.unshare(walls.NEW_PROCESSES)
    try:
        pid = os.fork()
        if pid == 0:
            job.alone(work)
    finally:
        walls.return_to(_PROCESSES, walls.NEW_PROCESSES)
    return pid


def fit_to_keep_apart():
    """A job without work shows whether this machine lets jobs be kept apart."""
    folder = tempfile.mkdtemp()
    try:
        pid = fork(lambda: walls.enter([folder], [], [], [], 1 << 20))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except OSError as refused:
        return f"jobs cannot be kept apart here: {refused}"
    finally:
        os.rmdir(folder)
    return "" if code == 0 else "jobs cannot be kept apart here"


def fit_to_fork():
    threads = os.listdir("/proc/self/task")
    if len(threads) != 1:
        return f"it has {len(threads)} threads"
    if multiprocessing.resource_tracker._resource_tracker._fd is not None:
        return "it has a tracker of semaphores"
    return ""


def require(fitness):
    unfit = fitness()
    if unfit:
        sys.exit(f"this dbt cannot be kept warm: {unfit}")


def main(address):
    gc.disable()
    begun = time.monotonic()
    require(fit_to_keep_apart)
    for failure in warming.warm():
        print("not warmed:", failure, file=sys.stderr)
    require(fit_to_fork)
    gc.collect()
    gc.freeze()
    keeper = Keeper(address)
    print(f"warm after {time.monotonic() - begun:.1f} s", flush=True)
    keeper.serve()


if __name__ == "__main__":
    main(sys.argv[1])
