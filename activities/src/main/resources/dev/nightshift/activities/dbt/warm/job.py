"""One dbt job, in the process that was forked for it."""

import atexit
import gc
import os
import signal
import sys
import threading
import time
import traceback

import walls
import warming
import writing

# The keeper holds a few for each job that runs.
_MOST_DESCRIPTORS = 4096


# Whose walls did not stand: not a word of dbt was run. dbt's own codes are 0, 1 and 2.
_NOT_BEGUN = 70


def alone(work):
    """Never returns: what a job leaves in memory must not reach the keeper's code."""
    code = _NOT_BEGUN
    try:
        code = work() or 0
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stderr.flush()
        finally:
            os._exit(code)


def run(order, out, err):
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    for descriptor, place in ((null, 0), (out, 1), (err, 2)):
        os.dup2(descriptor, place)
    os.closerange(3, _MOST_DESCRIPTORS)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    limits = order["limits"]
    walls.enter(
        order["covered"],
        order["tools"],
        order["readable"],
        order["writable"],
        limits["scratch_bytes"],
    )
    walls.limit(limits)
    walls.become(order.get("user"))
    return _dbt(order)


def _dbt(order):
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    os.chdir(order["directory"])
    sys.argv = ["dbt", *order["arguments"]]
    # A job is over before its garbage is worth collecting.
    gc.disable()
    import dbt.cli.main

    warming.use_anonymous_locks()
    writing.write_fast()
    code = 1
    try:
        # dbt does this while it is imported.
        dbt.cli.main.load_dotenv(dbt.cli.main.find_dotenv(usecwd=True), override=False)
        dbt.cli.main.cli(prog_name="dbt")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    return _ended(code)


def _ended(code):
    """What the interpreter does at a normal end; dbt-duckdb closes its database here."""
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 120
    return code

