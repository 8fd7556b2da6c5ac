"""dbt in a process of its own, forked from one that has it imported: each starts without the seconds
that dbt takes to be read."""

import atexit
import multiprocessing
import os
import sys

import dbt.adapters.duckdb  # noqa: F401
import dbt.cli.main
import duckdb

# Its import opened a connection of its own, whose threads no fork has.
duckdb.close()

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


def run(project, environment, arguments, output):
    """What dbt says goes to the file."""
    process = _CONTEXT.Process(target=_dbt, args=(str(project), environment, arguments, str(output)))
    process.start()
    process.join()


def _dbt(project, environment, arguments, output):
    log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(project)
    sys.argv = ["dbt", *arguments]
    try:
        dbt.cli.main.cli(prog_name="dbt")
    finally:
        # dbt closes its database there, and a fork does not come by.
        atexit._run_exitfuncs()
