"""python3 -m unittest, from this folder. No network, nothing outside a temporary folder."""
import contextlib
import glob
import io
import json
import os
import shutil
import signal
import subprocess
import unittest

import provision
from parts import BASE, OPTIONAL
from parts.bench import Failed
from parts.home import ROOM, Home
from parts.made import MARKER
from parts.python import interpreter
from parts.system import SystemTool
from room import PATIENCE, Cup, Room, alive, content


class TheHome(Room):
    def test_is_the_named_folder_then_the_caches_then_the_users(self):
        self.assertEqual(Home.of({"NIGHTSHIFT_HOME": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"}).folder, "/a")
        self.assertEqual(Home.of({"XDG_CACHE_HOME": "/b", "HOME": "/c"}).folder, "/b/nightshift")
        self.assertEqual(Home.of({"HOME": "/c"}).folder, "/c/.cache/nightshift")

    def test_is_absolute_even_when_named_relatively(self):
        self.assertEqual(Home.of({"NIGHTSHIFT_HOME": "here"}).folder, os.path.join(os.getcwd(), "here"))
        self.assertEqual(Home.of({"XDG_CACHE_HOME": "here", "HOME": "/c"}).folder, "/c/.cache/nightshift")

    def test_forgets_a_broken_record_and_makes_it_again_from_what_is_there(self):
        cup, bench = Cup(), self.bench()
        provision.ensure(bench, base=[cup], optional=[])
        with open(bench.home.path("toolchain.json"), "w", encoding="utf-8") as file:
            file.write('{"format": 1, "par')

        again = self.bench()
        provision.ensure(again, base=[cup], optional=[])

        self.assertEqual(cup.cups, 1)
        self.assertEqual(again.home.part("cup")["version"], "1.0")
        self.assertEqual(glob.glob(bench.home.path("toolchain.json.*")), [])

    def test_that_cannot_be_written_is_said_with_what_to_do(self):
        file = self.executable("a file", "")
        error = io.StringIO()
        with contextlib.redirect_stderr(error):
            code = provision.main(["ensure"], self.environment | {"NIGHTSHIFT_HOME": os.path.join(file, "home")})
        self.assertEqual(code, 1)
        self.assertIn("NIGHTSHIFT_HOME", error.getvalue())


class ThePartsThatWeMake(Room):
    def test_are_made_once(self):
        cup = Cup()
        for _ in range(3):
            provision.ensure(self.bench(), base=[cup], optional=[])
        self.assertEqual(cup.cups, 1)

    def test_are_made_anew_when_a_pin_changes_and_the_old_folder_stays_for_other_checkouts(self):
        blue, red = Cup("blue"), Cup("red")
        provision.ensure(self.bench(), base=[blue], optional=[])
        provision.ensure(self.bench(), base=[red], optional=[])
        bench = self.bench()
        self.assertEqual((blue.cups, red.cups), (1, 1))
        self.assertEqual(bench.home.part("cup")["path"], os.path.join(red.folder(bench), "cup"))

        provision.ensure(self.bench(), base=[blue], optional=[])
        self.assertEqual(blue.cups, 1)

    def test_are_made_anew_when_their_executable_is_gone(self):
        cup, bench = Cup(), self.bench()
        provision.ensure(bench, base=[cup], optional=[])
        os.remove(bench.home.part("cup")["path"])
        provision.ensure(self.bench(), base=[cup], optional=[])
        self.assertEqual(cup.cups, 2)

    def test_are_wiped_and_made_anew_when_they_are_half_made(self):
        cup, bench = Cup(), self.bench()
        half = os.path.join(cup.folder(bench), "lib", "half")
        os.makedirs(half)

        provision.ensure(bench, base=[cup], optional=[])

        self.assertFalse(os.path.exists(half))
        self.assertTrue(os.path.exists(os.path.join(cup.folder(bench), MARKER)))

    def test_are_half_made_when_making_them_fails(self):
        def fall():
            raise Failed("cup", "it fell", "sweep the floor")

        with self.assertRaises(Failed):
            provision.ensure(self.bench(), base=[Cup(steps=[fall])], optional=[])
        cup = Cup()
        provision.ensure(self.bench(), base=[cup], optional=[])
        self.assertEqual(cup.cups, 1)

    def test_are_made_anew_in_a_copy_of_a_home(self):
        provision.ensure(self.bench(), base=[Cup()], optional=[])
        copy = os.path.join(self.folder, "copy of a home")
        shutil.copytree(self.environment["NIGHTSHIFT_HOME"], copy)
        os.remove(os.path.join(copy, "toolchain.json"))
        bench, cup = self.bench(NIGHTSHIFT_HOME=copy), Cup()
        provision.ensure(bench, base=[cup], optional=[])
        self.assertTrue(bench.home.part("cup")["path"].startswith(copy))

    def test_are_listed_with_version_origin_path_and_size(self):
        cup, bench = Cup(), self.bench()
        provision.ensure(bench, base=[cup], optional=[])
        row = provision._row(bench, cup)
        self.assertEqual((row["version"], row["source"]), ("1.0", "a potter"))
        self.assertGreater(row["bytes"], 0)
        self.assertIn("add cup", provision._row(bench, Cup("green"))["absent"])

    def test_bring_what_they_need_first(self):
        saucer = Cup()
        saucer.name, saucer.needs = "saucer", ("cup",)
        shelf = {"cup": Cup(), "saucer": saucer}
        provision.add(self.bench(), ["saucer"], shelf.get)
        self.assertEqual((shelf["cup"].cups, saucer.cups), (1, 1))


class TheSystemsParts(Room):
    def test_are_listed_with_the_size_of_their_executable(self):
        tea = SystemTool("tea", ["tea"], package="tea")
        path = self.executable("tea", 'echo "tea 2.1"')
        bench = self.bench()
        provision.ensure(bench, base=[], optional=[tea])
        self.assertEqual(bench.home.part("tea")["bytes"], os.path.getsize(path))
        self.assertEqual(provision._row(bench, tea)["bytes"], os.path.getsize(path))

    def test_are_listed_with_the_size_of_their_package_where_one_brought_them(self):
        self.executable("dpkg-query", 'case "$1" in -S) echo "tea-leaves: $2" ;; -W) [ "$3" = tea-leaves ] && printf 2000 ;; esac')
        tea, bench = SystemTool("tea", ["tea"], package="tea"), self.bench()
        self.executable("tea", 'echo "tea 2.1"')
        provision.ensure(bench, base=[], optional=[tea])
        self.assertEqual(provision._row(bench, tea)["bytes"], 2_048_000)

    def test_that_were_noted_without_a_size_are_noted_again(self):
        tea, bench = SystemTool("tea", ["tea"], package="tea"), self.bench()
        self.executable("tea", 'echo "tea 2.1"')
        provision.ensure(bench, base=[], optional=[tea])
        record = bench.home.part("tea")
        bench.home.keep("tea", {key: value for key, value in record.items() if key != "bytes"})
        provision.ensure(self.bench(), base=[], optional=[tea])
        self.assertEqual(self.bench().home.part("tea"), record)

    def test_are_forgotten_when_they_have_gone(self):
        tea, bench = SystemTool("tea", ["tea"], package="tea"), self.bench()
        path = self.executable("tea", 'echo "tea 2.1"')
        provision.ensure(bench, base=[], optional=[tea])
        os.remove(path)
        provision.ensure(bench, base=[], optional=[tea])
        self.assertEqual(bench.home.part("tea"), {})

    def test_that_do_not_answer_are_asked_once(self):
        tea, bench = SystemTool("tea", ["tea"], package="tea"), self.bench()
        self.executable("tea", f'echo asked >>"{self.folder}/asked"; exit 1')
        for _ in range(2):
            provision.ensure(bench, base=[], optional=[tea])
        self.assertEqual(content(os.path.join(self.folder, "asked")), "asked")

    def test_of_less_than_a_megabyte_are_said_in_kilobytes(self):
        self.assertEqual([provision.size(count) for count in (None, 72_160, 137_940_992)], ["", "72 kB", "138 MB"])


class Json(Room):
    """For programs: the list is all that standard output has."""

    def answer(self, *words):
        output, error = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
            self.assertEqual(provision.main(list(words), self.environment), 0)
        return json.loads(output.getvalue()), error.getvalue()

    def test_ends_ensure_and_add_as_well_as_list(self):
        prepare_base(self)
        self.executable("bwrap", 'echo "bubblewrap 0.8.0"')
        for words in (["list"], ["ensure"], ["ensure", "--quiet"], ["add", "bubblewrap"]):
            with self.subTest(words):
                document, said = self.answer(*words, "--json")
                self.assertEqual(document["home"], self.environment["NIGHTSHIFT_HOME"])
                rows = {row["name"]: row for row in document["parts"]}
                self.assertEqual(rows["dbt"]["version"], "1.8.2")
                self.assertEqual(rows["bubblewrap"]["version"], "0.8.0")
                self.assertEqual("ready" in said, words in (["ensure"], ["add", "bubblewrap"]))


class TwoAtOnce(Room):
    def test_the_second_waits_and_says_so(self):
        first = self.python("""
            with bench.home.lock(bench.progress):
                print("inside")
                sys.stdin.readline()
                print("leaving")
        """)
        self.assertEqual(first.stdout.readline(), "inside\n")
        second = self.python("""
            with bench.home.lock(bench.progress):
                print("inside")
        """)
        self.assertIn("waiting", second.stdout.readline())
        with self.assertRaises(subprocess.TimeoutExpired):
            second.wait(timeout=0.3)

        first.stdin.write("go\n")
        first.stdin.flush()

        self.assertEqual(first.stdout.readline(), "leaving\n")
        self.assertEqual(second.stdout.readline(), "inside\n")

    def test_the_second_takes_what_the_first_made(self):
        code = """
            from room import Cup
            cup = Cup(steps=[lambda: time.sleep(0.3)])
            provision.ensure(bench, quiet=True, base=[cup], optional=[])
            print("made", cup.cups)
        """
        both = [self.python(code), self.python(code)]
        made = [process.communicate(timeout=PATIENCE)[0].splitlines()[-1] for process in both]
        self.assertEqual(sorted(made), ["made 0", "made 1"])

    def test_a_command_of_a_killed_provisioning_is_waited_for(self):
        first = self.python("""
            with bench.home.lock(bench.progress):
                bench.run("cup", "firing", ["sh", "-c", "echo > fire; until [ -e cold ]; do sleep 0.05; done"], "")
        """)
        self.until(lambda: os.path.exists(self.home("fire")))
        first.kill()
        first.wait(timeout=PATIENCE)
        second = self.python("""
            with bench.home.lock(bench.progress):
                print("inside")
        """)
        self.assertIn("waiting", second.stdout.readline())

        with open(self.home("cold"), "w", encoding="utf-8"):
            pass

        self.assertEqual(second.stdout.readline(), "inside\n")

    def test_a_terminated_provisioning_ends_what_it_started(self):
        process = self.python("""
            bench.prepare()
            os.makedirs(bench.home.folder)
            bench.run("cup", "firing", ["sh", "-c", "sleep 60 & echo $! > pid; wait"], "")
        """)
        pid = self.until(lambda: content(self.home("pid")))
        process.terminate()
        self.assertEqual(process.wait(timeout=PATIENCE), 128 + signal.SIGTERM)
        self.until(lambda: not alive(int(pid)))

    def home(self, name):
        return os.path.join(self.environment["NIGHTSHIFT_HOME"], name)


class WhatFails(Room):
    def test_names_the_part_the_cause_and_the_remedy(self):
        bench = self.bench(PATH=os.environ["PATH"])
        os.makedirs(bench.home.folder)
        with self.assertRaises(Failed) as failure:
            bench.run("cup", "firing", ["sh", "-c", "echo the kiln is cold; exit 3"], "light the kiln")
        text = failure.exception.text()
        for expected in ("cup failed", "exit code 3", "the kiln is cold", "What to do: light the kiln", "log/cup.log"):
            self.assertIn(expected, text)

    def test_shows_only_the_last_lines(self):
        text = Failed("cup", "it fell", "sweep", "\n".join(f"line {n}" for n in range(100))).text()
        self.assertIn("line 99", text)
        self.assertNotIn("line 80\n", text)

    def test_names_a_program_that_is_not_there(self):
        bench = self.bench()
        os.makedirs(bench.home.folder)
        with self.assertRaises(Failed) as failure:
            bench.run("cup", "firing", ["kiln"], "install a kiln")
        self.assertIn("kiln cannot be started", failure.exception.text())

    def test_says_which_package_a_system_part_needs(self):
        with self.assertRaises(Failed) as failure:
            SystemTool("bubblewrap", ["bwrap"], package="bubblewrap").make(self.bench())
        self.assertIn("install bubblewrap", failure.exception.remedy)

    def test_says_which_python_a_part_needs(self):
        with self.assertRaises(Failed) as failure:
            interpreter(self.bench(), "cup", oldest=(3, 99))
        self.assertIn("it needs Python 3.99", failure.exception.reason)

    def test_names_the_variable_that_names_no_python(self):
        for named in ("/no/such/python", self.executable("silent", "exit 0")):
            with self.subTest(named), self.assertRaises(Failed) as failure:
                interpreter(self.bench(NIGHTSHIFT_PYTHON=named), "cup")
            self.assertIn(f"cup failed: NIGHTSHIFT_PYTHON is {named}, which does not answer", failure.exception.text())
            self.assertIn("correct it, or unset it", failure.exception.remedy)

    def test_takes_the_python_that_is_named(self):
        named = self.executable("snake", 'echo "Python 3.12.1"')
        self.assertEqual(interpreter(self.bench(NIGHTSHIFT_PYTHON=named), "cup"), named)

    def test_makes_the_exit_code_one(self):
        prepare_base(self)
        error = io.StringIO()
        with contextlib.redirect_stderr(error):
            code = provision.main(["ensure"], self.environment | {"TEMPORAL_CLI": "/no/such/temporal"})
        self.assertEqual(code, 1)
        self.assertIn("temporal failed", error.getvalue())

    def test_in_what_was_asked_makes_the_exit_code_two(self):
        for words in (["fetch"], ["add"], ["add", "kiln"], ["ensure", "--loud"], ["list", "dbt"]):
            with self.subTest(words), contextlib.redirect_stderr(io.StringIO()):
                self.assertEqual(provision.main(words, self.environment), 2)


def prepare_base(test):
    """A home in which everything that every installation needs is ready."""
    bench = test.bench()
    os.makedirs(bench.home.folder)
    for part in BASE:
        path = test.answering(part.name, "1.8.2", os.path.join(test.folder, "ready", part.name))
        record = {"version": "1.8.2", "path": path, "source": "a test", "fingerprint": part.pins(), "bytes": 1}
        if part.name == "temporal":
            record["surroundings"] = part._surroundings(bench)
        bench.home.keep(part.name, record)
    for part in OPTIONAL:
        if isinstance(part, SystemTool):
            bench.home.keep(part.name, part.notice(bench))


class Warm(Room):
    def test_it_starts_no_process_and_says_nothing(self):
        prepare_base(self)
        process = self.python(f"""
            def forbid(event, arguments):
                if event in ("subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec", "os.system", "socket.connect"):
                    raise SystemExit(f"{{event}} {{arguments}}")
            sys.addaudithook(forbid)
            sys.exit(provision.main(["ensure", "--quiet"], {self.environment!r}))
        """)
        output, error = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, output, error), (0, "", ""))
        self.assertFalse(os.path.exists(os.path.join(self.environment["NIGHTSHIFT_HOME"], "provision.lock")))


class TheLocks(unittest.TestCase):
    def test_hold_a_hash_for_everything_and_no_address(self):
        for path in glob.glob(os.path.join(ROOM, "*", "requirements.lock")):
            with self.subTest(path), open(path, encoding="utf-8") as file:
                text = file.read()
                self.assertNotIn("://", text)
                for requirement in text.replace("\\\n", " ").splitlines():
                    self.assertIn("--hash=sha256:", requirement)

    def test_of_npm_hold_a_hash_for_everything_and_no_address(self):
        for path in glob.glob(os.path.join(ROOM, "*", "package-lock.json")):
            with self.subTest(path), open(path, encoding="utf-8") as file:
                packages = json.load(file)["packages"]
                for name, package in packages.items():
                    self.assertNotIn("resolved", package)
                    self.assertTrue(name == "" or package["integrity"].startswith("sha512-"))

    def test_pin_one_line_of_duckdb(self):
        with open(os.path.join(ROOM, "dbt", "requirements.lock"), encoding="utf-8") as file:
            self.assertRegex(file.read(), r"(?m)^duckdb==1\.5\.\d+ ")


class TheLook(Room):
    """looked.sh, which the launcher asks before it starts Python."""

    def setUp(self):
        super().setUp()
        self.note = os.path.join(self.folder, "the note")
        self.pins = os.path.join(self.folder, "pins")
        os.mkdir(self.pins)
        self.tool = self.executable("tool", "", os.path.join(self.folder, "made"))
        self.grown_old(self.pins, self.tool)

    def grown_old(self, *paths):
        for path in paths:
            os.utime(path, (1_700_000_000, 1_700_000_000))

    def sh(self, words, **environment):
        script = f'set -euo pipefail; . "{ROOM}/looked.sh"; {words}'
        wanted = {"PATH": f"{self.bin}:/usr/bin:/bin"} | environment
        return subprocess.run(["bash", "-c", script], env=wanted, capture_output=True, text=True)

    def noted(self, *lines):
        done = self.sh("note_tools '%s' printf '%%s\\n' %s" % (self.note, " ".join(f"'{line}'" for line in lines)))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def as_noted(self, **environment):
        return self.sh(f"tools_as_noted '{self.note}' '{self.pins}'", **environment).returncode == 0

    def test_finds_all_as_it_was(self):
        self.noted(self.tool, "!nowhere-to-be-found", f"?{self.folder}/*/absent")
        self.assertTrue(self.as_noted())

    def test_is_taken_anew_where_none_was_or_it_is_empty(self):
        self.assertFalse(self.as_noted())
        open(self.note, "w", encoding="utf-8").close()
        self.assertFalse(self.as_noted())

    def test_sees_a_tool_that_is_gone_or_another(self):
        self.noted(self.tool)
        os.utime(self.tool)
        os.utime(self.note, (1_700_000_001, 1_700_000_001))
        self.assertFalse(self.as_noted(), "another")
        os.remove(self.tool)
        self.assertFalse(self.as_noted(), "gone")

    def test_sees_a_tool_that_appears(self):
        self.noted("!brandnew", f"?{self.folder}/*/aside")
        self.assertTrue(self.as_noted())
        path = self.executable("brandnew", "")
        self.assertFalse(self.as_noted(), "a command")
        os.remove(path)
        self.executable("aside", "", os.path.join(self.folder, "v1"))
        self.assertFalse(self.as_noted(), "a file")

    def test_sees_another_pin_and_other_surroundings(self):
        self.noted(self.tool)
        self.assertFalse(self.as_noted(TEMPORAL_CLI="/elsewhere"))
        open(os.path.join(self.pins, "requirements.lock"), "w", encoding="utf-8").close()
        os.utime(self.note, (1_700_000_001, 1_700_000_001))
        self.assertFalse(self.as_noted())

    def test_notes_nothing_where_something_is_still_to_be_made(self):
        done = self.sh(f"note_tools '{self.note}' false")
        self.assertEqual(done.returncode, 0)
        self.assertFalse(os.path.exists(self.note))

    def test_goes_on_where_it_cannot_note_anything(self):
        # A file where the folder would be: permissions do not stop root.
        open(self.note, "w", encoding="utf-8").close()
        self.grown_old(self.note)
        done = self.sh(f"note_tools '{self.note}/below/note' echo '{self.tool}'; echo went on")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "went on\n", ""))
        os.remove(self.note)
        os.mkdir(self.note)
        done = self.sh(f"note_tools '{self.note}' echo '{self.tool}'; echo went on")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "went on\n", ""))

    def test_watches_what_was_made_and_what_may_appear(self):
        cup, tea = Cup(), SystemTool("tea", ["tea", "chai"], package="tea", folders="/opt/tea/*")
        bench = self.bench()
        self.assertIsNone(provision.watched(bench, base=[cup], optional=[tea]))
        provision.ensure(bench, base=[cup], optional=[tea])
        self.assertEqual(
            provision.watched(self.bench(), base=[cup], optional=[tea]),
            [bench.home.path("toolchain.json"), bench.home.part("cup")["path"], "!tea", "!chai", "?/opt/tea/*/tea"],
        )
