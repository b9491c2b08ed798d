"""A real program in a real interpreter, the command, and the check that the
process was left as it was found."""

import collections
import json
import os
import select
import subprocess
import tempfile
import textwrap
import time

from harness import TOOL
from snapshot import Snapshot, differences, new_arenas

SYSTEM = "/usr/bin/python3"
CLEANUP = 2.0  # seconds in which the tail end of a run has to be gone

Run = collections.namedtuple("Run", "status out err doc took")

# Runs in the target: each line from stdin is evaluated, the answer goes back as one line.
SERVE = '''
import os as _os
import select as _select
def _write(data):
    while data:
        data = data[_os.write(1, data):]  # a signal may cut it short
def _answer(line, scope):
    try:
        answer = "= " + repr(eval(line, scope))
    except BaseException as e:
        answer = "! %s: %s" % (type(e).__name__, e)
    _write((answer.replace("\\n", " ") + "\\n").encode())
_rest = b""
def _serve(scope, block=True):
    """Answer what has come; with block for ever (until stdin is closed)."""
    global _rest
    while block or _select.select([0], [], [], 0)[0]:
        chunk = _os.read(0, 65536)
        if not chunk:
            _os._exit(0)
        *lines, _rest = (_rest + chunk).split(b"\\n")
        for line in lines:
            _answer(line.decode(), scope)
def _ready():
    _write(b"= ready\\n")
'''
SERVE_LAST = "\n_ready()\n_serve(globals())\n"
SERVE_THREAD = ("import threading as _threading\n"
                "_threading.Thread(target=_serve, args=(globals(),), daemon=True).start()\n")


def tool(*args, timeout=60, command=(TOOL, "--json")):
    """Run the command, with --json unless told otherwise; doc is None without a document."""
    began = time.monotonic()
    p = subprocess.run([*command, *map(str, args)], stdin=subprocess.DEVNULL, timeout=timeout,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
    took = time.monotonic() - began
    try:
        doc = json.loads(p.stdout)
    except ValueError:
        doc = None
    return Run(p.returncode, p.stdout, p.stderr, doc, took)


def poll(condition, timeout=10, what="the condition"):
    """Wait until condition() is true; its value."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, "%s did not come true in %g s" % (what, timeout)
        time.sleep(0.005)


class Program:
    """A program in a directory of its own, that answers expressions on a pipe.

    serve: True - the main thread answers once `main` has run to its end;
           "thread" - a thread of its own does, `main` calls _ready() and goes on;
           "loop" - `main` calls _ready() and, now and then, _serve(globals(), False);
           False - it does not answer.
    """

    def __init__(self, test, files, main, args=(), env=(), serve=True, pyc=True):
        self.dir = tempfile.mkdtemp(dir=test.dir)
        self.rest, self.noise, self.arenas = b"", [], 2
        for name, text in files.items():
            self.write(name, text, age=100)
        command = [test.python, *args]
        if main is not None:
            before = SERVE + SERVE_THREAD if serve == "thread" else SERVE
            self.write("main.py", before + textwrap.dedent(main) +
                       (SERVE_LAST if serve is True else ""))
            command.append("main.py")
        self.process = test.start(*command, cwd=self.dir, env=self.environment(env, pyc),
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
        self.pid = self.process.pid
        if serve:
            first = self.answer(30)
            assert first == "= ready", "the target says %s" % first

    @staticmethod
    def environment(env, pyc):
        environment = dict(os.environ, PYTHONUNBUFFERED="1", PYTHONHASHSEED="random")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not pyc:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment.update(env)
        return environment

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, text, age=0):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(textwrap.dedent(text))
        if age:
            os.utime(path, (time.time() - age,) * 2)

    def has_pyc(self, package=""):
        return bool(os.path.isdir(self.path(os.path.join(package, "__pycache__"))))

    def line(self, end):
        """The next line of output."""
        stdout = self.process.stdout.fileno()
        while b"\n" not in self.rest:
            left = end - time.monotonic()
            ready = left > 0 and select.select([stdout], [], [], left)[0]
            assert ready, "the target does not answer; it said %s" % self.noise
            chunk = os.read(stdout, 65536)
            assert chunk, "the target has ended (%s): %s" % (self.process.wait(), self.noise)
            self.rest += chunk
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode(errors="replace")

    def answer(self, timeout):
        end = time.monotonic() + timeout
        while True:
            text = self.line(end)
            if text[:2] in ("= ", "! "):
                return text
            self.noise.append(text)

    def send(self, expression):
        self.process.stdin.write(expression.encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, expression, timeout=20):
        """Evaluate in the target; the repr of the value, or an AssertionError."""
        self.send(expression)
        text = self.answer(timeout)
        assert text[:2] == "= ", "%s in the target: %s" % (expression, text)
        return text[2:]

    def expect(self, expression, value):
        got = self.ask(expression)
        assert got == repr(value), "%s is %s, expected %r" % (expression, got, value)

    def syscall(self):
        """Number of the system call the main thread is blocked in, -1: it is not."""
        with open("/proc/%d/syscall" % self.pid) as f:
            first = f.read().split()[0]
        return int(first) if first.isdigit() else -1

    def wait_blocked(self, *numbers):
        poll(lambda: self.syscall() in numbers, what="blocking in system call %r" % (numbers,))

    def snapshot(self):
        return Snapshot(self.pid)

    def reload(self, *modules, status=0, options=(), **checks):
        """Run the command on this process and check that it leaves nothing behind."""
        before = self.snapshot()
        run = tool(*options, self.pid, *modules)
        try:
            self.check_unharmed(before, **checks)
        except AssertionError as e:
            raise AssertionError("%s; exit %d after %.1f s: %s %s" % (
                e, run.status, run.took, run.out, run.err)) from None
        assert run.status == status, "exit %d, expected %d: %s %s" % (
            run.status, status, run.out, run.err)
        check_document(run, self.pid, modules)
        return run

    def check_unharmed(self, before, wait=CLEANUP, **checks):
        """steady=False: the program itself makes threads, files and memory meanwhile."""
        end = time.monotonic() + wait
        while True:
            assert self.process.poll() is None, "the target has ended: %s %s" % (
                self.process.poll(), self.noise)
            after = self.snapshot()
            wrong = differences(before, after, arenas=self.arenas, **checks)
            if not wrong or time.monotonic() > end:
                break
            time.sleep(0.01)
        if checks.get("steady", True):
            self.arenas = max(0, self.arenas - new_arenas(before, after))
        assert not wrong, "left behind: " + "; ".join(wrong)


WORDS = {0: ("reloaded", "planned"), 1: ("refused",), 3: ("unattachable",), 4: ("try-again",),
         5: ("unknown",)}
MEMBERS = {"status", "exit_status", "pid", "python", "modules", "updated", "repointed", "added",
           "removed", "kept", "stale", "notes", "unchanged", "error", "times", "attempts",
           "lost_records"}


def check_document(run, pid, modules):
    """The document says what the manual promises, whatever the outcome."""
    assert run.doc is not None and set(run.doc) == MEMBERS, run.out
    assert run.doc["exit_status"] == run.status and run.doc["status"] in WORDS[run.status], run.out
    assert run.doc["pid"] == pid and run.doc["modules"] == list(modules), run.out
    for row in ("updated", "repointed", "added", "removed", "kept", "stale", "notes"):
        for item in run.doc[row]:
            assert set(item) == {"module", "name", "detail"}, (row, item)
    if run.status == 0:
        assert run.doc["error"] is None and run.doc["lost_records"] == 0, run.out
        assert set(run.doc["times"]) == {"stop_ms", "gil_ms", "commit_ms"}, run.out
    else:
        assert set(run.doc["error"]) == {"code", "message", "hint", "traceback"}, run.out
        assert run.doc["error"]["message"], run.out


def names(rows):
    return {row["name"] for row in rows}


def system_only(function):
    """The test needs a Debian package, or no interpreter at all: once is enough."""
    function.pythons = [SYSTEM]
    return function
