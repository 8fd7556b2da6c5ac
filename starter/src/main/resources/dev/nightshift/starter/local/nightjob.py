"""Runs dbt as often as it is asked to, imported once.

Each line of standard input is an order: {"arguments", "environment", "directory", "log"}. Each is
answered by a line with the exit code. Builds are forked; an order to parse is done by this process
itself, so that what dbt loads and compiles for it is there for every fork.
"""

import json
import os
import subprocess
import sys


def imported():
    import dbt.adapters.duckdb  # noqa: F401
    import dbt.cli.main
    import duckdb

    # Its import opened a connection of its own, whose threads no fork has.
    duckdb.close()
    return dbt.cli.main.dbtRunner


def run(order, runner):
    for descriptor in (1, 2):
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, descriptor)
        os.close(log)
    os.environ.update(order["environment"])
    os.chdir(order["directory"])
    return 0 if runner().invoke(order["arguments"]).success else 1


def here(order, runner):
    """What dbt says goes into the log, and never between our answers."""
    ours = os.dup(1), os.dup(2), os.getcwd()
    try:
        return run(order, runner)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(ours[0], 1)
        os.dup2(ours[1], 2)
        os.close(ours[0])
        os.close(ours[1])
        os.chdir(ours[2])


def forked(order, runner):
    pid = os.fork()
    if pid == 0:
        code = 2
        try:
            code = run(order, runner)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def started(order):
    """Where a process with libraries in it is not safely forked."""
    with open(order["log"], "ab") as log:
        return subprocess.run(
            [sys.executable, "-m", "dbt.cli.main", *order["arguments"]],
            cwd=order["directory"],
            env={**os.environ, **order["environment"]},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ).returncode


def main():
    linux = sys.platform == "linux"
    runner = imported() if linux else None
    for line in sys.stdin:
        order = json.loads(line)
        how = here if "parse" in order["arguments"] else forked
        print(how(order, runner) if linux else started(order), flush=True)


if __name__ == "__main__":
    main()
