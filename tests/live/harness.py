"""What every live test stands on: a real interpreter that runs a real program,
the command, and the check that the process was left as it was found."""

import contextlib
import collections
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import textwrap
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL = os.environ.get("PYRELOAD_ATTACH", os.path.join(ROOT, "build", "pyreload-attach"))
ALL = False  # run.py --all
Run = collections.namedtuple("Run", "status out err doc")

# Runs in the target: each line from stdin is evaluated, the answer goes back as one line.
SERVE = """
import sys as _sys
def _serve(scope):
    print("ready", flush=True)
    for line in _sys.stdin:
        try:
            answer = "= " + repr(eval(line, scope))
        except BaseException as e:
            answer = "! %s: %s" % (type(e).__name__, e)
        print(answer.replace("\\n", " "), flush=True)
"""


def edited(source, *changes):
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


def tool(*args, timeout=60):
    """Run the command with --json; doc is None when it printed no document."""
    p = subprocess.run([TOOL, "--json", *map(str, args)], capture_output=True, text=True,
                       timeout=timeout, errors="replace")
    try:
        doc = json.loads(p.stdout)
    except ValueError:
        doc = None
    return Run(p.returncode, p.stdout, p.stderr, doc)


class Snapshot:
    """What a process has: its threads, files and memory, and how it stands."""

    def __init__(self, pid):
        base = "/proc/%d/" % pid
        self.tasks = set(os.listdir(base + "task"))
        self.fds = {fd: self._link(base + "fd/" + fd) for fd in os.listdir(base + "fd")}
        status = self._status(base)
        self.state = status["State"].strip()
        self.tracer = status["TracerPid"].strip()
        # glibc installs its own handlers of 32 and 33 when a process starts its first thread.
        self.signals = {k: int(status[k], 16) & ~(3 << 31) for k in ("SigBlk", "SigIgn", "SigCgt")}
        # A handler that happens to run blocks its signal for that moment.
        for _ in range(100):
            if not self.signals["SigBlk"]:
                break
            time.sleep(0.002)
            self.signals["SigBlk"] &= int(self._status(base)["SigBlk"], 16)
        with open(base + "maps") as f:
            self.maps = [line.rstrip("\n") for line in f]

    @staticmethod
    def _status(base):
        with open(base + "status") as f:
            return dict(line.split(":\t", 1) for line in f if ":\t" in line)

    @staticmethod
    def _link(path):
        try:
            return os.readlink(path)
        except OSError:
            return None

    def mapped_files(self):
        """(path, permissions) of everything that is not anonymous memory."""
        found = collections.Counter()
        for line in self.maps:
            fields = line.split(None, 5)
            path = fields[5] if len(fields) > 5 else ""
            if path and not path.startswith(("[heap]", "[stack", "[anon")):
                found[path, fields[1]] += 1
        return found

    def executable_anonymous(self):
        return [m for m in self.maps if "x" in m.split()[1] and len(m.split()) < 6]

    def anonymous(self):
        return sum(1 for m in self.maps if len(m.split()) < 6)


def differences(before, after, threads=True):
    """What a run left behind, as a list of complaints."""
    wrong = []
    if after.tracer != "0":
        wrong.append("still traced by " + after.tracer)
    if after.state[0] in "TtZX":
        wrong.append("state " + after.state)
    if threads and after.tasks != before.tasks:
        wrong.append("threads %s -> %s" % (sorted(before.tasks), sorted(after.tasks)))
    if threads and after.fds != before.fds:
        wrong.append("files %s -> %s" % (before.fds, after.fds))
    if after.signals != before.signals:
        wrong.append("signals %s -> %s" % (before.signals, after.signals))
    new = after.mapped_files() - before.mapped_files()
    if new:
        wrong.append("new mappings %s" % sorted(new))
    if after.executable_anonymous() != before.executable_anonymous():
        wrong.append("executable memory %s" % after.executable_anonymous())
    return wrong


class Target:
    """A program in a directory of its own, that answers expressions on a pipe."""

    def __init__(self, test, files, main, args=(), env=(), serve=True, pyc=True, stdin=True):
        self.test = test
        self.dir = tempfile.mkdtemp(dir=test.dir)
        for name, text in files.items():
            self.write(name, text, age=100)
        if main is not None:
            body = textwrap.dedent(main)
            if serve:
                body = SERVE + body + "\n_serve(globals())\n"
            self.write("main.py", body)
        environment = dict(os.environ, PYTHONUNBUFFERED="1", PYTHONHASHSEED="random")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not pyc:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment.update(env)
        self.process = subprocess.Popen(
            [test.python, *args, "main.py"] if main is not None else [test.python, *args],
            cwd=self.dir, env=environment, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        test.processes.append(self.process)
        self.pid = self.process.pid
        self.pending = b""  # what it has printed behind the line that was read last
        if serve and main is not None:
            text = self.line()
            while text != "ready":
                text = self.line()

    def write(self, name, text, age=0):
        path = os.path.join(self.dir, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        # In one step, as a deployment does: a killed run may still be about to read it.
        with open(path + ".new", "w") as f:
            f.write(textwrap.dedent(text))
        if age:
            os.utime(path + ".new", (time.time() - age,) * 2)
        os.replace(path + ".new", path)

    def line(self, timeout=20):
        end = time.monotonic() + timeout
        while b"\n" not in self.pending:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            assert ready, "the target does not answer"
            read = os.read(self.process.stdout.fileno(), 65536)
            assert read, "the target has ended (%s)" % self.process.poll()
            self.pending += read
        text, self.pending = self.pending.split(b"\n", 1)
        return text.decode()

    def ask(self, expression, timeout=20):
        """Evaluate in the target; the repr of the value, or an AssertionError."""
        self.process.stdin.write(expression + "\n")
        self.process.stdin.flush()
        text = self.line(timeout)
        while text[:2] not in ("= ", "! "):
            text = self.line(timeout)
        assert text[:2] == "= ", "%s in the target: %s" % (expression, text)
        return text[2:]

    def expect(self, expression, value):
        got = self.ask(expression)
        assert got == repr(value), "%s is %s, expected %r" % (expression, got, value)

    def reload(self, *modules, status=0, threads=True, options=()):
        """Run the command on this process and check that it leaves nothing behind."""
        before = Snapshot(self.pid)
        run = tool(*options, self.pid, *modules)
        assert status in (None, run.status), "exit %d, expected %d: %s %s" % (
            run.status, status, run.out, run.err)
        self.check_unharmed(before, threads)
        return run

    def check_unharmed(self, before, threads=True):
        end = time.time() + 3
        wrong = differences(before, Snapshot(self.pid), threads)
        while wrong and time.time() < end:
            time.sleep(0.01)
            wrong = differences(before, Snapshot(self.pid), threads)
        assert not wrong, "left behind: " + "; ".join(wrong)
        assert self.process.poll() is None, "the target has ended"

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with contextlib.suppress(OSError):  # what was not read by a process that died
                    stream.close()


class Test:
    """One test on one interpreter; ends what it started."""

    def __init__(self, python, directory):
        self.python = python
        self.dir = directory
        self.processes = []
        self.notes = []
        self.version = tuple(map(int, re.search(
            r"(\d+)\.(\d+)", subprocess.run([python, "-V"], capture_output=True, text=True).stdout
        ).groups()))

    def target(self, files, main, **options):
        return Target(self, files, main, **options)

    def start(self, *args, **options):
        """Any other process, killed (by pid) when the test ends."""
        process = subprocess.Popen(args, **options)
        self.processes.append(process)
        return process

    def note(self, text):
        self.notes.append(text)

    def end(self):
        # All first: one may be traced by another, and cannot end before that has.
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
        for process in self.processes:
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream:
                    with contextlib.suppress(OSError):
                        stream.close()


class Skip(Exception):
    """The test does not apply here; the reason is printed."""
