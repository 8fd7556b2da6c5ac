#!/usr/bin/env python3
"""Makes the tools that Nightshift runs on, outside the checkout, and says where they are.

nightshift toolchain [list]             each part, its version, its origin, its size
nightshift toolchain ensure [--quiet]   make what every installation needs
nightshift toolchain add NAME...        make optional parts; a base part is tried again

With --json each ends in the list as JSON; what is told on the way goes to standard error.

Exit codes: 0 done, 1 a part failed, 2 usage. The README beside this file says the rest.
"""
import os
import sys

if sys.version_info < (3, 10):
    sys.exit("nightshift: Python 3.10 or later is needed, this is %d.%d" % sys.version_info[:2])
if sys.platform == "win32":
    sys.exit("nightshift: on Windows use WSL2")

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from parts import BASE, OPTIONAL, by_name  # noqa: E402
from parts.bench import Bench, Failed  # noqa: E402
from parts.home import Home  # noqa: E402

USAGE = 2


def ensure(bench, quiet=False, base=BASE, optional=OPTIONAL):
    """Makes the base parts and notes optional ones that the system has. Warm, it starts no process."""
    if not _all_ready(bench, base, optional):
        bench.prepare()
        with bench.home.lock(bench.progress):
            # Whoever held the lock may have made everything meanwhile.
            for part in base:
                if not part.ready(bench):
                    bench.home.keep(part.name, part.make(bench))
            for part in optional:
                if not part.noticed(bench):
                    bench.home.keep(part.name, part.notice(bench))
    if not quiet:
        _tell(bench, base)


def add(bench, names, find=by_name):
    """Makes the named parts now. A part that is ready is left alone; an absent one is tried again."""
    wanted = [find(name) for name in names]
    bench.prepare()
    with bench.home.lock(bench.progress):
        for part in _with_needs(wanted, find):
            record = bench.home.part(part.name)
            if "absent" in record or not part.ready(bench):
                record = part.make(bench)
                bench.home.keep(part.name, record)
            if part in wanted:
                bench.progress.note(_line(part.name, record))


def list_parts(bench, as_json=False):
    bench.home.reload()
    rows = [_row(bench, part) for part in BASE + OPTIONAL]
    if as_json:
        import json

        print(json.dumps({"home": bench.home.folder, "parts": rows}, indent=2))
        return
    for row in rows:
        if "absent" in row:
            print(f"{row['name']:<18} absent: {row['absent']}")
            continue
        print(f"{row['name']:<18} {row['version']:<14} {size(row.get('bytes')):>8}  {row['source']:<20} {row['path']}")


def watched(bench, base=BASE, optional=OPTIONAL):
    """What would have to change for `ensure` to do anything, as looked.sh reads it; None while it would."""
    if not _all_ready(bench, base, optional) or any("absent" in bench.home.part(part.name) for part in base):
        return None
    lines = [bench.home.path("toolchain.json")]
    for part in base + optional:
        lines += part.watched(bench)
    return lines


def _row(bench, part):
    row = {"name": part.name, "base": part in BASE}
    record = bench.home.part(part.name) if part.ready(bench) else part.notice(bench)
    return row | (part.shown(bench, record) if record else {"absent": part.how_to_get(bench)})


def _all_ready(bench, base, optional):
    return all(part.ready(bench) for part in base) and all(part.noticed(bench) for part in optional)


def _with_needs(wanted, find):
    ordered = []
    for part in wanted:
        for need in [find(name) for name in part.needs] + [part]:
            if need not in ordered:
                ordered.append(need)
    return ordered


def _tell(bench, base):
    for part in base:
        bench.progress.note(_line(part.name, bench.home.part(part.name)))


def _line(name, record):
    if "absent" in record:
        return f"{name}: not there. {record['absent']}"
    return f"{name} {record['version']}: ready ({record['source']})"


def size(count):
    if count is None:
        return ""
    return f"{count / 1e6:.0f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def main(arguments, environment=os.environ):
    if any(word in ("-h", "--help", "help") for word in arguments):
        print(__doc__.strip())
        return 0
    quiet = "--quiet" in arguments
    as_json = "--json" in arguments
    words = [word for word in arguments if word not in ("--quiet", "--json")]
    command, names = (words[0], words[1:]) if words else ("ensure", [])
    unknown = [word for word in words if word.startswith("-")]
    if unknown or command not in ("ensure", "add", "list", "watched") or (command == "add") != bool(names):
        print(f"nightshift: not understood: {' '.join(words)}\n\n{__doc__}", file=sys.stderr)
        return USAGE
    if command == "add" and not all(by_name(name) for name in names):
        known = ", ".join(part.name for part in BASE + OPTIONAL)
        print(f"nightshift: no such part among {' '.join(names)}; there are: {known}", file=sys.stderr)
        return USAGE
    bench = Bench(Home.of(environment), environment)
    try:
        if command == "ensure":
            ensure(bench, quiet)
        elif command == "add":
            add(bench, names)
        elif command == "watched":
            lines = watched(bench)
            if lines is None:
                return 1
            print(*lines, sep="\n")
        if command == "list" or (as_json and command != "watched"):
            list_parts(bench, as_json)
    except Failed as failure:
        print(failure.text(), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read has read enough; what is not flushed would complain again at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as failure:
        where = failure.filename or bench.home.folder
        print(f"nightshift: {where}: {failure.strerror}", file=sys.stderr)
        print("  What to do: set NIGHTSHIFT_HOME to a folder that can be written and has room", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
