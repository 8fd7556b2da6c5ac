import os
import shutil
import subprocess

from parts.home import ROOM
from room import Room, content

CHECKOUT = os.path.dirname(os.path.dirname(ROOM))


class TheLauncher(Room):
    """A copy of it in a checkout that was never built, with nothing to build it by."""

    def setUp(self):
        super().setUp()
        self.checkout = os.path.join(self.folder, "checkout")
        os.makedirs(os.path.join(self.checkout, "deploy", "toolchain"))
        shutil.copy(os.path.join(CHECKOUT, "nightshift"), self.checkout)
        shutil.copy(os.path.join(ROOM, "looked.sh"), os.path.join(self.checkout, "deploy", "toolchain"))
        self.asked = os.path.join(self.folder, "asked")
        for tool in ("python3", "java", "mvn"):
            self.executable(tool, f'echo "{tool} $*" >>"{self.asked}"')

    def run_it(self, *words, **surroundings):
        return subprocess.run(
            [os.path.join(self.checkout, "nightshift"), *words],
            env={"PATH": f"{self.bin}:/usr/bin:/bin", **surroundings},
            capture_output=True,
            text=True,
        )

    def test_tells_the_help_of_bench_without_a_build(self):
        for words in (["bench", "--help"], ["bench", "-h"], ["help", "bench"], ["bench", "dbt", "--help"]):
            with self.subTest(words):
                done = self.run_it(*words)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn("Usage: nightshift bench [NAME] [--json]", done.stdout)
                self.assertIsNone(content(self.asked))

    def test_hands_the_words_of_the_toolchain_on_and_lists_without_any(self):
        for words, handed in (
            ([], "list"),
            (["--json"], "list --json"),
            (["--json", "ensure"], "--json ensure"),
            (["add", "moto", "--json"], "add moto --json"),
        ):
            with self.subTest(words):
                self.run_it("toolchain", *words)
                script = os.path.join(self.checkout, "deploy", "toolchain", "provision.py")
                self.assertEqual(content(self.asked).splitlines()[-1], f"python3 {script} {handed}")

    def test_lets_what_it_starts_take_any_path_where_no_locale_is_set(self):
        self.executable("python3", f'echo "${{LC_ALL:-theirs}}" >>"{self.asked}"')
        for surroundings, locale in (
            ({}, "C.UTF-8"),
            ({"LANG": "C"}, "C.UTF-8"),
            ({"LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}, "C.UTF-8"),
            ({"LANG": "de_DE.UTF-8"}, "theirs"),
            ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "theirs"),
        ):
            with self.subTest(surroundings):
                self.run_it("toolchain", **surroundings)
                self.assertEqual(content(self.asked).splitlines()[-1], locale)

    def test_refuses_a_java_that_is_too_old_also_when_all_is_built_and_noted(self):
        self.executable("python3", f'case "$*" in *watched) echo "{self.checkout}/nightshift" ;; esac')
        built = os.path.join(self.checkout, "deploy", "target", "nightshift", "built")
        os.makedirs(os.path.dirname(built))
        with open(built, "w", encoding="utf-8"):
            pass
        # As a system's alternatives do it: the name stays, and what it leads to changes.
        for release in ("11.0.2", "21.0.1"):
            self.executable(f"java-{release}", f"echo 'openjdk version \"{release}\"' >&2")
        java = os.path.join(self.bin, "java")
        for release, code in (("21.0.1", 0), ("21.0.1", 0), ("11.0.2", 2), ("11.0.2", 2)):
            with self.subTest(release):
                os.remove(java)
                os.symlink(f"java-{release}", java)
                done = self.run_it("runs")
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertEqual("a JDK, 17 or later, is needed; java is 11." in done.stderr, code == 2)
