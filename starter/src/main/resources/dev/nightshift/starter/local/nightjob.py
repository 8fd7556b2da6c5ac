"""Runs dbt as often as it is asked to, imported once.

Each line of standard input is an order: {"arguments", "environment", "directory", "log"}. Each is
answered by a line with the exit code. A fork has nothing of the one before it but the imports.
"""

import json
import os
import subprocess
import sys


def imported():
    import dbt.adapters.duckdb  # noqa: F401
    import dbt.cli.main

    return dbt.cli.main.dbtRunner


def run(order, runner):
    for descriptor in (1, 2):
        os.dup2(os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), descriptor)
    os.environ.update(order["environment"])
    os.chdir(order["directory"])
    return 0 if runner().invoke(order["arguments"]).success else 1


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
        print(forked(order, runner) if linux else started(order), flush=True)


if __name__ == "__main__":
    main()
