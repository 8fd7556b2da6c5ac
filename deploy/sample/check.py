"""Builds the sample, breaks it by each scenario, and checks that dbt and expected.yml agree.

    check.py [--scenario NAME]...

Run it with the Python of a dbt environment (it needs dbt, duckdb and yaml). Nothing is written
outside a temporary folder. Ends with `N passed, M failed`, and 1 when something failed.
"""

import argparse
import concurrent.futures
import contextlib
import copy
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile
import time

import duckdb
import forked
import registry
import yaml

SAMPLE = pathlib.Path(__file__).resolve().parent
FAILED = {"error", "fail", "runtime error"}
IGNORED = shutil.ignore_patterns(".git", "target", "logs", "dbt_packages")
VERDICTS = {"CODE", "SOURCE", "KNOWN", "TRANSIENT", "UNCLEAR"}


class Mismatch(Exception):
    """What dbt did is not what was expected."""


class Room:
    """A copy of the project, and of production as it is after a green build."""

    def __init__(self, folder: pathlib.Path, hub: registry.Registry):
        self.hub = hub
        self.project = self.repository = folder / "project"
        self.database = folder / "production" / "larkspur.duckdb"
        self.green = folder / "green.duckdb"
        self.environment = {
            **os.environ,
            "LARKSPUR_DUCKDB": str(self.database),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DO_NOT_TRACK": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            # What only the company's scheduler has.
            "LARKSPUR_PAGER": "desk",
            **hub.environment,
        }

    def furnish(self) -> None:
        shutil.copytree(SAMPLE / "project", self.project, ignore=IGNORED)
        self.commit()
        self.database.parent.mkdir()
        self.produce("create", str(self.database))

    def twin(self, folder: pathlib.Path) -> "Room":
        """Another room that is as this one is now."""
        shutil.copytree(self.project.parent, folder)
        return Room(folder, self.hub)

    @contextlib.contextmanager
    def moved(self, subfolder: str, around: pathlib.Path):
        """The same, its project in a folder of a repository that holds more."""
        room = copy.copy(self)
        room.repository = self.project.with_name("repository")
        room.project = room.repository / subfolder
        shutil.copytree(self.project, room.project, ignore=IGNORED)
        shutil.copytree(around, room.repository, dirs_exist_ok=True)
        room.commit()
        try:
            yield room
        finally:
            shutil.rmtree(room.repository)

    def commit(self) -> None:
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("-c", "user.name=check", "-c", "user.email=check@larkspur.example", "commit", "-qm", "sample")

    def keep_as_green(self) -> None:
        shutil.copyfile(self.database, self.green)

    def reset(self) -> None:
        self.git("reset", "--quiet", "--hard")
        self.git("clean", "--quiet", "-fd")
        self.database.with_name(self.database.name + ".wal").unlink(missing_ok=True)
        shutil.copyfile(self.green, self.database)

    def git(self, *arguments: str) -> None:
        self.must(["git", *arguments])

    def produce(self, *arguments: str) -> None:
        self.must([sys.executable, str(SAMPLE / "production.py"), *arguments])

    def must(self, command: list) -> None:
        done = subprocess.run(command, cwd=self.repository, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise Mismatch(f"{' '.join(command)}\n{done.stdout}{done.stderr}")

    def run(self, *arguments: str) -> "Run":
        # dbt leaves the results of the run before when it cannot read the project.
        for results in ("run_results.json", "sources.json"):
            (self.project / "target" / results).unlink(missing_ok=True)
        began = time.monotonic()
        if (self.project / "packages.yml").is_file():
            self.dbt("deps")
        output = self.dbt(*arguments)
        seconds = time.monotonic() - began
        results = "sources.json" if "freshness" in arguments else "run_results.json"
        return Run(self.project / "target", results, seconds, output)

    def dbt(self, *arguments: str) -> str:
        output = self.database.with_name("dbt.log")
        quietly = ["--no-version-check", "--quiet", "--no-use-colors"]
        forked.run(self.project, self.environment, [*quietly, *arguments], output)
        return output.read_text()


class Run:
    """What one dbt command said."""

    def __init__(self, target: pathlib.Path, results: str, seconds: float, output: str):
        self.seconds = seconds
        self.output = output
        self.has_results = (target / results).is_file()
        rows = json.loads((target / results).read_text())["results"] if self.has_results else []
        self.count = len(rows)
        self.failing = {row["unique_id"] for row in rows if row["status"] in FAILED}
        self.warned = {row["unique_id"] for row in rows if row["status"] == "warn"}
        skipped = {row["unique_id"] for row in rows if row["status"] == "skipped"}
        self.skipped_tests = {node for node in skipped if node.startswith("test.")}
        self.skipped = skipped - self.skipped_tests
        manifest = target / "manifest.json"
        self.parents = json.loads(manifest.read_text())["parent_map"] if manifest.is_file() else {}


def check_green(room: Room) -> str:
    first = room.run("build", "--warn-error-options", "{error: [Deprecations]}")
    require_green(first)
    room.keep_as_green()
    second = room.run("build")
    require_green(second)
    freshness = room.run("source", "freshness")
    require_green(freshness)
    return f"{first.count} nodes green, first build {first.seconds:.1f} s, again {second.seconds:.1f} s"


def require_green(run: Run) -> None:
    if not run.has_results or run.failing or run.warned or run.skipped:
        raise Mismatch(f"not green: {sorted(run.failing | run.warned | run.skipped)}\n{run.output}")


def check_wanted_faults(room: Room) -> str:
    wanted = yaml.safe_load((SAMPLE / "wanted-faults.yml").read_text())["faults"]
    told = {(fault["state"], fault["check"]): fault["failures"] for fault in wanted}
    with duckdb.connect(str(room.green), read_only=True) as connection:
        counted = connection.execute(
            "select state_code, check_name, cast(sum(failures) as integer)"
            " from analytics.test_failures_by_state group by all having sum(failures) > 0"
        ).fetchall()
    same("faults", {(*key, count) for key, count in told.items()}, set(counted))
    return f"{sum(told.values())} wanted faults in {len({state for state, _ in told})} states"


def check_scenario(room: Room, scenario: pathlib.Path) -> str:
    expected = yaml.safe_load((scenario / "expected.yml").read_text())
    check_file(scenario, expected)

    room.reset()
    around = scenario / "repository"
    if not around.is_dir():
        return check_night(room, scenario, expected)
    with room.moved(expected.get("subfolder", ""), around) as repository:
        return check_night(repository, scenario, expected)


def check_night(room: Room, scenario: pathlib.Path, expected: dict) -> str:
    if (scenario / "data.sql").is_file():
        room.produce("apply", str(room.database), str(scenario / "data.sql"))
    if (scenario / "code.patch").is_file():
        room.git("apply", str(scenario / "code.patch"))
    command = expected.get("command", ["build"])
    broken = room.run(*command)
    if "parse_error" in expected:
        check_parse_error(broken, expected["parse_error"])
    else:
        check_broken(broken, expected)
    check_figures(room.database, expected.get("figures", []))

    if not expected["pull_request"]:
        return f"{len(broken.failing)} failing, {broken.seconds:.1f} s"

    room.git("apply", str(scenario / "fix.patch"))
    mended = room.run(*command)
    if not mended.has_results:
        raise Mismatch(f"no results after fix.patch\n{mended.output}")
    same("remaining after fix.patch", set(expected["remaining"]), mended.failing)
    return f"{len(broken.failing)} failing, {len(mended.failing)} after the fix, {broken.seconds:.1f} s and {mended.seconds:.1f} s"


def check_broken(run: Run, expected: dict) -> None:
    if not run.has_results:
        raise Mismatch(f"no results\n{run.output}")
    same("failing", set(expected["failing"]), run.failing)
    same("skipped", set(expected["skipped"]), run.skipped)
    for cause in expected["causes"]:
        if cause.get("masked") and not set(cause["nodes"]) <= run.skipped_tests:
            raise Mismatch(f"a masked cause is not skipped: {cause['nodes']}")
    for test in run.skipped_tests:
        if not run.skipped.union(run.failing).intersection(run.parents[test]):
            raise Mismatch(f"{test} is skipped, though nothing that it tests is")


def check_parse_error(run: Run, expected: dict) -> None:
    if run.has_results:
        raise Mismatch("dbt read the project; it should not have")
    line = [f"line {expected['line']}"] if "line" in expected else []
    for word in (expected["file"], *line, expected["message"]):
        if word not in run.output:
            raise Mismatch(f"dbt did not say: {word}\n{run.output}")


def check_figures(database: pathlib.Path, figures: list) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        for figure in figures:
            (found,) = connection.execute(figure["query"]).fetchone()
            if found != figure["value"]:
                raise Mismatch(f"{found} and not {figure['value']}: {figure['query']}")


def check_file(scenario: pathlib.Path, expected: dict) -> None:
    explained = [node for cause in expected["causes"] if not cause.get("masked") for node in cause["nodes"]]
    if len(explained) != len(set(explained)):
        raise Mismatch("a node is explained by two causes")
    same("nodes of the causes", set(expected["failing"]), set(explained))
    for cause in expected["causes"]:
        if cause["verdict"] not in VERDICTS:
            raise Mismatch(f"no such verdict: {cause['verdict']}")
        if cause["verdict"] == "UNCLEAR" and not cause.get("question"):
            raise Mismatch("an UNCLEAR cause asks nothing")
    check_composition(scenario, expected)

    fix = scenario / "fix.patch"
    if fix.is_file() != bool(expected["pull_request"]):
        raise Mismatch("fix.patch and pull_request go together")
    if not expected["pull_request"]:
        same("remaining", set(expected["failing"]), set(expected["remaining"]))
        return
    lines = fix.read_text().splitlines()
    files = {line.removeprefix("+++ b/") for line in lines if line.startswith("+++ b/")}
    same("files of fix.patch", set(expected["pull_request"]["files"]), files)
    added = {line[1:] for line in lines if line.startswith("+") and not line.startswith("+++")}
    for line in expected["pull_request"]["contains"]:
        if line not in added:
            raise Mismatch(f"fix.patch does not add: {line}")


def check_composition(scenario: pathlib.Path, expected: dict) -> None:
    for name in expected.get("compose", []):
        part = scenario.with_name(name)
        for file in ("data.sql", "fix.patch"):
            if (part / file).is_file() and (part / file).read_text() not in (scenario / file).read_text():
                raise Mismatch(f"{file} does not hold that of {name}")
        for cause in yaml.safe_load((part / "expected.yml").read_text())["causes"]:
            if cause not in expected["causes"]:
                raise Mismatch(f"a cause of {name} is missing or differs: {cause['kind']}")


def same(what: str, expected: set, found: set) -> None:
    if expected != found:
        missing = sorted(expected - found)
        surplus = sorted(found - expected)
        raise Mismatch(f"{what}: expected and not found {missing}; found and not expected {surplus}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once (one a processor)")
    parser.add_argument("--scenario", action="append", help="only this one; may be repeated")
    arguments = parser.parse_args()

    scenarios = sorted(path.parent for path in (SAMPLE / "scenarios").glob("*/expected.yml"))
    unknown = set(arguments.scenario or []) - {scenario.name for scenario in scenarios}
    if unknown:
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    if arguments.scenario:
        scenarios = [scenario for scenario in scenarios if scenario.name in arguments.scenario]

    with tempfile.TemporaryDirectory(prefix="larkspur-") as folder:
        room = Room(pathlib.Path(folder) / "room-0", registry.Registry())
        room.furnish()
        if not told("green", check_green, room):
            print("0 passed, 1 failed")
            return 1
        outcomes = [True]  # green
        outcomes.append(told("wanted faults", check_wanted_faults, room))
        outcomes += check_scenarios(room, scenarios, arguments.jobs)

    print(f"{outcomes.count(True)} passed, {outcomes.count(False)} failed")
    return 0 if all(outcomes) else 1


def check_scenarios(room: Room, scenarios: list, jobs: int) -> list:
    rooms = queue.SimpleQueue()
    rooms.put(room)
    for number in range(1, min(jobs, len(scenarios))):
        rooms.put(room.twin(room.project.parent.with_name(f"room-{number}")))

    def check(scenario: pathlib.Path) -> bool:
        mine = rooms.get()
        try:
            return told(scenario.name, check_scenario, mine, scenario)
        finally:
            rooms.put(mine)

    with concurrent.futures.ThreadPoolExecutor(max(1, jobs)) as threads:
        return list(threads.map(check, scenarios))


def told(name: str, check, *arguments) -> bool:
    try:
        print(f"ok      {name}: {check(*arguments)}", flush=True)
        return True
    except Mismatch as mismatch:
        print(f"FAILED  {name}: {mismatch}", flush=True)
        return False


if __name__ == "__main__":
    sys.exit(main())
