"""What a part needs while it is made: the home, the environment, a way to run commands and to say so."""
import contextlib
import os
import shutil
import sys
import time

TICK = 15  # seconds: a person who sees nothing for longer believes that it hangs
TAIL = 15  # lines of a failed command's output: the cause is nearly always among them


class Failed(Exception):
    """A part could not be made: which, why, and what to do."""

    def __init__(self, part, reason, remedy, output=""):
        super().__init__(f"{part}: {reason}")
        self.part, self.reason, self.remedy, self.output = part, reason, remedy, output

    def text(self):
        tail = "".join(f"    {line}\n" for line in self.output.splitlines()[-TAIL:])
        return f"nightshift: {self.part} failed: {self.reason}\n{tail}  What to do: {self.remedy}"


class Progress:
    """One line for each step with the time it took; a long step says from time to time that it lives."""

    def __init__(self, stream=None, clock=time.monotonic):
        self._stream = stream
        self._clock = clock

    @contextlib.contextmanager
    def step(self, text):
        started = self._clock()

        def line():
            return f"{text} … {elapsed(self._clock() - started)}"

        self._rewrite(text + " …")
        try:
            yield lambda: self._rewrite(line()) if self._live() else self.note(line())
        finally:
            self._rewrite("")
            self.note(line())

    def note(self, text):
        print(text, file=self._out(), flush=True)

    def _rewrite(self, text):
        if self._live():
            print(f"\r\033[K{text}", end="", file=self._out(), flush=True)

    def _live(self):
        return self._out().isatty()

    def _out(self):
        return self._stream or sys.stderr


def elapsed(seconds):
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


class Bench:
    """One provisioning: where it works, with what environment, and how it starts other programs."""

    def __init__(self, home, environment, progress=None):
        self.home = home
        self.environment = dict(environment)
        self.progress = progress or Progress()

    def which(self, name):
        return shutil.which(name, path=self.environment.get("PATH", os.defpath))

    def prepare(self):
        """Called once something is to be made: a terminated provisioning must end what it started."""
        import signal

        def end(number, _frame):
            raise SystemExit(128 + number)

        with contextlib.suppress(ValueError):  # only the main thread may set a handler
            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, end)

    def run(self, part, step, command, remedy, environment=None, folder=None, keeps_lock=True):
        """Runs a command to its end, with its output in <home>/log. Returns the output or raises Failed.

        The command holds the provisioning lock too: when this process is killed outright, the next
        provisioning waits for the command instead of working in the same folder beside it.
        """
        import subprocess

        os.makedirs(self.home.path("log"), exist_ok=True)
        log = self.home.path("log", f"{part}.log")
        lock = self.home.lock_file
        with open(log, "wb") as output, self.progress.step(f"{part}: {step}") as tick:
            try:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=self.environment if environment is None else environment,
                    cwd=folder or self.home.folder,
                    start_new_session=True,
                    pass_fds=(lock.fileno(),) if lock and keeps_lock else (),
                )
            except OSError as failure:
                raise Failed(part, f"{command[0]} cannot be started: {failure.strerror}", remedy) from None
            code = _wait(process, tick)
        with open(log, encoding="utf-8", errors="replace") as file:
            text = file.read()
        if code != 0:
            raise Failed(part, f"`{_short(command)}` ended with exit code {code}; all of it: {log}", remedy, text)
        return text

    def ask(self, command):
        """The output of a short question to a program, or nothing when it does not answer well."""
        import subprocess

        try:
            answer = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self.environment,
                timeout=60,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return answer.stdout.decode(errors="replace").strip() if answer.returncode == 0 else ""

    def version(self, path):
        """The first number with dots in what a program answers to --version."""
        import re

        found = re.search(r"\d+(\.\d+)+", self.ask([path, "--version"]))
        return found and found.group()


def _wait(process, tick):
    import signal
    import subprocess

    try:
        while True:
            try:
                return process.wait(timeout=TICK)
            except subprocess.TimeoutExpired:
                tick()
    except BaseException:
        # A build has children of its own: the whole group goes, or they would work on unseen.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def _short(command):
    import shlex

    whole = shlex.join([os.path.basename(command[0]), *command[1:]])
    return whole if len(whole) <= 120 else whole[:119] + "…"
