import os
import sys

import provision
from parts.bench import Failed
from parts.npm import NpmFile, NpmTool
from parts.pip_configuration import for_uv
from parts.python import PythonTool
from parts.system import SystemTool
from room import Room


class SystemParts(Room):
    tool = SystemTool("bubblewrap", ["bwrap"], package="bubblewrap")

    def test_on_path_are_taken_and_forgotten_when_they_go(self):
        path = self.executable("bwrap", "echo bubblewrap 0.8.0")
        bench = self.bench()
        provision.ensure(bench, base=[], optional=[self.tool])
        record = bench.home.part("bubblewrap")
        self.assertEqual((record["version"], record["source"], record["path"]), ("0.8.0", "PATH", path))

        os.remove(path)
        bench = self.bench()
        provision.ensure(bench, base=[], optional=[self.tool])
        self.assertEqual(bench.home.part("bubblewrap"), {})

    def test_that_do_not_answer_are_absent_and_are_not_asked_again(self):
        self.executable("bwrap", "echo asked >> \"$0.asked\"; exit 1")
        for _ in range(2):
            bench = self.bench()
            provision.ensure(bench, base=[], optional=[self.tool])
        self.assertIn("does not answer", bench.home.part("bubblewrap")["absent"])
        with open(os.path.join(self.bin, "bwrap.asked"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 1)

    def test_of_several_versions_the_newest_is_taken(self):
        for version in ("9", "15", "10"):
            self.executable("postgres", f"echo postgres {version}.1", os.path.join(self.folder, version, "bin"))
        tool = SystemTool("postgres", ["postgres"], package="postgresql", folders=f"{self.folder}/*/bin")
        self.assertEqual(tool.make(self.bench())["version"], "15.1")


class PythonParts(Room):
    """With a real virtual environment and a uv of our own that installs nothing but what is asked of it."""

    UV = """#!{python}
import os, sys
arguments = sys.argv[1:]
bin = os.path.dirname(arguments[arguments.index("--python") + 1])
with open(os.path.join(bin, "uv.said"), "w") as file:
    file.write(" ".join(arguments) + "\\n" + os.environ.get("UV_DEFAULT_INDEX", ""))
packages = os.path.join(os.path.dirname(bin), "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
for name, version in (("dbt_core", "1.12.6"), ("dbt_duckdb", "1.11.1"), ("duckdb", "1.5.6")):
    os.makedirs(os.path.join(packages, name + "-" + version + ".dist-info"))
    with open(os.path.join(packages, name + "-" + version + ".dist-info", "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\\nName: " + name + "\\nVersion: " + version + "\\n")
dbt = os.path.join(bin, "dbt")
with open(dbt, "w") as file:
    file.write("#!/bin/sh\\nexit 0\\n")
os.chmod(dbt, 0o755)
"""

    def setUp(self):
        super().setUp()
        uv = self.executable("uv", self.UV.format(python=sys.executable), os.path.join(self.folder, "tools"))
        pip_says = "echo \"global.index-url='https://mirror.example.org/simple'\""
        pip = self.executable("python", pip_says, os.path.join(self.folder, "tools"))
        os.makedirs(self.environment["NIGHTSHIFT_HOME"])
        self.bench().home.keep("uv", {"version": "1", "path": uv, "python": pip, "source": "a test"})

    def test_are_made_in_place_with_hashes_from_where_pip_would_fetch(self):
        bench = self.bench()
        dbt = PythonTool("dbt", "dbt-core", "dbt", also=("dbt-duckdb", "duckdb"))

        provision.ensure(bench, base=[dbt], optional=[])

        record = bench.home.part("dbt")
        self.assertEqual(record["versions"], {"dbt-core": "1.12.6", "dbt-duckdb": "1.11.1", "duckdb": "1.5.6"})
        self.assertTrue(os.path.isfile(record["python"]))
        with open(os.path.join(os.path.dirname(record["path"]), "uv.said"), encoding="utf-8") as file:
            arguments, index = file.read().splitlines()
        self.assertIn("--require-hashes", arguments)
        self.assertEqual(index, "https://mirror.example.org/simple")

    def test_take_pips_settings_by_its_own_order_but_uvs_own_first(self):
        pip = self.executable("pip", r"""
exec /bin/cat <<'END'
global.cert='/etc/company.pem'
global.extra-index-url='\nhttps://a.example.org\nhttps://b.example.org'
global.find-links='/no/such/folder https://links.example.org'
install.index-url='https://two.example.org'
global.index-url='https://one.example.org'
:env:.no-index='1'
END
""")
        environment, flags = for_uv(self.bench(SSL_CERT_FILE="/etc/mine.pem", UV_SYSTEM_PYTHON="1"), pip)
        self.assertEqual(environment["UV_DEFAULT_INDEX"], "https://two.example.org")
        self.assertEqual(environment["UV_INDEX"], "https://a.example.org https://b.example.org")
        self.assertEqual(environment["UV_FIND_LINKS"], "https://links.example.org")
        self.assertEqual(environment["SSL_CERT_FILE"], "/etc/mine.pem")
        self.assertNotIn("UV_SYSTEM_PYTHON", environment)
        self.assertEqual(flags, ["--no-index"])


class NpmParts(Room):
    tool = NpmTool("codex", "codex", "@openai/codex-*/vendor/*/bin/codex")

    def test_take_the_executable_for_this_machine_out_of_the_packages(self):
        self.executable("npm", """
            where=node_modules/@openai/codex-some-machine/vendor/some-machine/bin
            /bin/mkdir -p $where
            echo '#!/bin/sh' > $where/codex
            echo 'echo codex-cli 0.169.0' >> $where/codex
            /bin/chmod +x $where/codex
        """)
        record = self.tool.make(self.bench())
        self.assertEqual((record["version"], record["source"]), ("0.169.0", "npm registry"))
        self.assertTrue(os.access(record["path"], os.X_OK))

    def test_on_path_are_taken(self):
        path = self.executable("codex", "echo codex-cli 0.1.2")
        bench = self.bench()
        provision.add(bench, ["codex"], {"codex": self.tool}.get)
        self.assertEqual(bench.home.part("codex")["path"], path)
        self.assertTrue(self.tool.ready(bench))

    def test_for_another_kind_of_machine_fail_and_say_so(self):
        self.executable("npm", "exit 0")
        with self.assertRaises(Failed) as failure:
            self.tool.make(self.bench())
        self.assertIn("codex failed: its packages hold no executable", failure.exception.text())


class NpmFiles(Room):
    tool = NpmFile("github-openapi", "@octokit/openapi", "generated/api.github.com.json")

    def test_stay_without_the_rest_of_their_package(self):
        self.executable("npm", """
            where=node_modules/@octokit/openapi
            /bin/mkdir -p $where/generated
            echo '{"version": "23.0.2"}' > $where/package.json
            echo '{}' > $where/generated/api.github.com.json
            echo '{}' > $where/generated/of-something-else.json
        """)
        bench = self.bench()
        record = self.tool.make(bench)
        self.assertEqual((record["version"], record["source"]), ("23.0.2", "npm registry"))
        self.assertTrue(os.path.isfile(record["path"]))
        self.assertFalse(os.path.exists(os.path.join(self.tool.folder(bench), "node_modules")))

    def test_that_their_package_has_not_fail_and_say_so(self):
        self.executable("npm", "exit 0")
        with self.assertRaises(Failed) as failure:
            self.tool.make(self.bench())
        self.assertIn("its package @octokit/openapi has no generated/api.github.com.json", failure.exception.text())
