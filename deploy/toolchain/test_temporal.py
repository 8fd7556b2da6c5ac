import functools
import glob
import hashlib
import http.server
import os
import sys
import tarfile
import threading

import provision
from parts.bench import Failed
from parts.download import temporal_release
from parts.temporal import Temporal, build
from room import Cup, Room


class Temporals(Room):
    """Where the Temporal command line comes from."""

    def setUp(self):
        super().setUp()
        self.tried = []

    def way(self, name, version=None):
        def make(bench, folder):
            self.tried.append(name)
            if not version:
                raise Failed("temporal", f"{name} does not work", "")
            self.answering("temporal", version, folder)
            return name

        return make

    def made(self, part, **environment):
        bench = self.bench(**environment)
        provision.ensure(bench, base=[part], optional=[])
        return bench.home.part("temporal")

    def test_the_named_one_goes_before_the_one_on_path(self):
        named = self.answering("temporal", "1.9.0", os.path.join(self.folder, "of my own"))
        self.answering("temporal", "1.7.0")
        record = self.made(Temporal([]), TEMPORAL_CLI=named)
        self.assertEqual((record["source"], record["version"], record["path"]), ("TEMPORAL_CLI", "1.9.0", named))
        self.assertEqual(record["bytes"], os.path.getsize(named))

    def test_the_one_on_path_goes_before_the_cache(self):
        self.made(Temporal([self.way("download", "1.8.2")]))
        path = self.answering("temporal", "1.7.0")
        record = self.made(Temporal([]))
        self.assertEqual((record["source"], record["bytes"]), ("PATH", os.path.getsize(path)))

    def test_one_that_was_noted_without_a_size_is_noted_again(self):
        path = self.answering("temporal", "1.7.0")
        bench = self.bench()
        record = self.made(Temporal([]))
        bench.home.keep("temporal", {key: value for key, value in record.items() if key != "bytes"})
        self.assertEqual(self.made(Temporal([]))["bytes"], os.path.getsize(path))

    def test_an_old_one_on_path_is_not_taken(self):
        self.answering("temporal", "1.5.1")
        record = self.made(Temporal([self.way("download", "1.8.2")]))
        self.assertEqual(record["source"], "download")
        self.assertIn("1.5.1, 1.6 or later is needed", self.said.getvalue())

    def test_the_cache_goes_before_the_download(self):
        part = Temporal([self.way("download", "1.8.2")])
        self.made(part)
        os.remove(self.bench().home.path("toolchain.json"))
        record = self.made(part)
        self.assertEqual(self.tried, ["download"])
        self.assertEqual((record["server"], record["ui"]), ("1.31.2", "2.50.1"))

    def test_the_download_goes_before_the_build(self):
        self.made(Temporal([self.way("download", "1.8.2"), self.way("build", "1.8.2")]))
        self.assertEqual(self.tried, ["download"])

    def test_the_build_comes_when_the_download_fails_and_it_is_said(self):
        record = self.made(Temporal([self.way("download"), self.way("build", "1.8.2")]))
        self.assertEqual(record["source"], "build")
        self.assertIn("download does not work", self.said.getvalue())
        self.assertEqual(glob.glob(self.bench().home.path("temporal", "*.making")), [])

    def test_one_that_does_not_start_is_not_kept(self):
        def broken(bench, folder):
            self.executable("temporal", "exit 1", folder)
            return "download"

        record = self.made(Temporal([broken, self.way("build", "1.8.2")]))
        self.assertEqual(record["source"], "build")

    def test_a_named_one_that_does_not_answer_fails_and_is_named(self):
        with self.assertRaises(Failed) as failure:
            self.made(Temporal([self.way("download", "1.8.2")]), TEMPORAL_CLI="/no/such/temporal")
        self.assertIn("temporal failed: TEMPORAL_CLI is /no/such/temporal", failure.exception.text())

    def test_a_named_one_that_is_too_old_or_another_program_fails(self):
        old = self.answering("temporal", "1.5.0", os.path.join(self.folder, "of my own"))
        for named, says in ((old, "1.6 or later is needed"), ("/bin/ls", "does not answer to --version")):
            with self.assertRaises(Failed) as failure:
                self.made(Temporal([self.way("download", "1.8.2")]), TEMPORAL_CLI=named)
            self.assertIn(says, failure.exception.text())

    def test_none_at_all_is_no_failure_but_is_said_every_time(self):
        part = Temporal([self.way("download"), self.way("build")])
        self.assertIn("in-memory server", self.made(part)["absent"])
        self.said.truncate(0)
        self.made(part)
        self.assertIn("in-memory server", self.said.getvalue())
        self.said.truncate(0)
        provision.ensure(self.bench(), quiet=True, base=[part], optional=[])
        self.assertEqual(self.said.getvalue().strip("\0"), "")

    def test_what_failed_is_tried_again_when_asked_for_when_go_comes_and_after_a_day(self):
        part = Temporal([self.way("build")])
        self.made(part)
        self.made(part)
        self.assertEqual(len(self.tried), 1)

        provision.add(self.bench(), ["temporal"], {"temporal": part}.get)
        self.assertEqual(len(self.tried), 2)

        self.executable("go", "exit 1")
        self.made(part)
        self.assertEqual(len(self.tried), 3)

        bench = self.bench()
        record = bench.home.part("temporal")
        bench.home.keep("temporal", record | {"tried": record["tried"] - 90_000})
        self.made(part)
        self.assertEqual(len(self.tried), 4)

    def test_what_failed_is_not_tried_again_because_another_part_is_made(self):
        part = Temporal([self.way("build")])
        self.made(part)
        provision.ensure(self.bench(), base=[part, Cup()], optional=[])
        self.assertEqual(len(self.tried), 1)

    def test_without_go_the_remedy_says_which(self):
        self.made(Temporal([build]))
        self.assertIn("there is no Go on PATH", self.said.getvalue())
        self.assertIn("Go 1.24 or later", self.said.getvalue())


class TheOfficialRelease(Room):
    """Fetched from a server on this machine, with the names that the real one uses."""

    def setUp(self):
        super().setUp()
        self.system = f"{sys.platform}_{'amd64' if os.uname().machine == 'x86_64' else 'arm64'}"
        self.made = os.path.join(self.folder, "made")
        os.mkdir(self.made)
        inside = self.answering("temporal", "1.8.2", os.path.join(self.folder, "release"))
        archive = os.path.join(self.folder, "release", f"temporal_cli_1.8.2_{self.system}.tar.gz")
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(inside, "temporal")
        self.checksum = sha256(archive)
        # A proxy of this machine's owner has no business between two ends of the loopback.
        before = {name: os.environ.pop(name) for name in list(os.environ) if name.lower() == "http_proxy"}
        self.addCleanup(os.environ.update, before)

    def served(self):
        class Release(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

        folder = os.path.join(self.folder, "release")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Release, directory=folder))
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    def release(self, base, version="1.8.2", checksum=None):
        checksums = {self.system: checksum or self.checksum}
        return temporal_release(self.bench(), self.made, base, version, checksums)

    def test_is_unpacked_when_its_checksum_holds(self):
        self.assertEqual(self.release(self.served()), "official release")
        self.assertEqual(os.listdir(self.made), ["temporal"])
        self.assertTrue(os.access(os.path.join(self.made, "temporal"), os.X_OK))

    def test_is_refused_when_its_checksum_does_not_hold(self):
        with self.assertRaises(Failed) as failure:
            self.release(self.served(), checksum="0" * 64)
        self.assertIn("refused", failure.exception.reason)
        self.assertIn(self.checksum, failure.exception.reason)
        self.assertFalse(os.path.exists(os.path.join(self.made, "temporal")))

    def test_that_is_not_there_says_so(self):
        with self.assertRaises(Failed) as failure:
            self.release(self.served(), version="9.9.9")
        self.assertIn("cannot be downloaded (File not found)", failure.exception.reason)

    def test_that_cannot_be_reached_says_why(self):
        with self.assertRaises(Failed) as failure:
            self.release("http://127.0.0.1:1")
        self.assertIn("refused", failure.exception.reason)

    def test_for_another_kind_of_machine_is_not_tried(self):
        with self.assertRaises(Failed) as failure:
            temporal_release(self.bench(), self.made, "http://127.0.0.1:1", "1.8.2", {"plan9_mips": ""})
        self.assertIn("no pinned release", failure.exception.reason)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
