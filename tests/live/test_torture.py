"""Each system call of the command fails, kills it or stops it, one after the other: the target goes on.

strace(1) does it: -e inject=CALL:HOW:when=K.
"""

import os
import re
import signal
import subprocess
import time

from program import SYSTEM, TOOL, Program, poll, tool

APP = "VALUE = %d\ndef f():\n    return VALUE, %d\n"
MAIN = "import app\nfrom app import f\n"
DOCUMENTED = {0, 1, 3, 4, 5}
# What talks to the target or to the kernel about it, and what makes room; with an error that it can have.
CALLS = {
    "ptrace": "EIO", "wait4": "ECHILD", "process_vm_readv": "EFAULT", "pwrite64": "EIO", "pidfd_open": "EMFILE", "pipe2": "EMFILE", "ftruncate": "EIO",
    "rt_sigtimedwait": "EINTR", "getdents64": "EIO", "readlink": "EACCES", "clone": "EAGAIN", "futex": "EINTR",
}
SPREAD = {"pread64": "EIO", "mmap": "ENOMEM", "openat": "EMFILE", "read": "EIO", "munmap": "EINVAL", "mprotect": "ENOMEM",
          "rt_sigprocmask": "EINVAL", "clock_nanosleep": "EINTR", "newfstatat": "EIO"}


def strace(p, *expressions, timeout=60):
    command = ["strace", "-qq", "-o", "/dev/null"]
    for e in expressions:
        command += ["-e", e]
    return subprocess.run([*command, TOOL, "--no-log", "--timeout", "1", str(p.pid), "app"], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=timeout)


def calls(*args):
    """How often each system call is made by a run that works."""
    out = subprocess.run(["strace", "-qq", "-c", "-o", "/dev/stdout", TOOL, *args], stdin=subprocess.DEVNULL,
                         capture_output=True, text=True).stdout
    return {m.group(2): int(m.group(1)) for m in re.finditer(r"^ *[\d.]+ +[\d.]+ +\d+ +(\d+) +(?:\d+ +)?(\w+)$", out, re.M)}


def is_traced(pid):
    for task in os.listdir("/proc/%d/task" % pid):
        try:
            with open("/proc/%d/task/%s/status" % (pid, task)) as f:
                if "TracerPid:\t0\n" not in f.read():
                    return True
        except (FileNotFoundError, ProcessLookupError):  # it has ended since: the worker does
            pass
    return False


class Tortured:
    """On Debian's interpreter every call, on the others every ninth: the command is the same."""

    def __init__(self, t):
        self.step = 1 if t.python == SYSTEM else 9
        self.t, self.version, self.value = t, 0, 0
        self.p = Program(t, {"app.py": APP % (0, 0)}, MAIN)
        self.counts = calls("--no-log", "-q", str(self.p.pid), "app")
        self.loader = calls("--version")
        assert self.counts.get("ptrace", 0) > 5, self.counts
        self.p.reload("app")

    def change(self):
        self.version += 1
        self.p.write("app.py", APP % (self.version, self.version))

    def check(self, before, status, where, wait=15):
        """Whole, old or new as the status says, and nothing left."""
        self.p.check_unharmed(before, wait=wait)
        got = eval(self.p.ask("f()"))
        assert got[0] == got[1] and got[0] in (self.value, self.version), (where, got, self.value, self.version)
        if status is not None and status != 5:
            assert got[0] == (self.version if status == 0 else self.value), (where, status, got)
        self.value = got[0]

    def fail(self, call, error, k):
        self.change()
        before = self.p.snapshot()
        run = strace(self.p, "inject=%s:error=%s:when=%d" % (call, error, k))
        where = "%s #%d %s: exit %d %s" % (call, k, error, run.returncode, run.stderr[:200])
        assert run.returncode in DOCUMENTED, where
        if run.returncode in (1, 3, 4, 5):
            assert "pyreload-attach: " in run.stderr, where
        self.check(before, run.returncode if run.returncode in DOCUMENTED else None, where)
        return run.returncode

    def end(self, k):
        self.change()
        before = self.p.snapshot()
        run = strace(self.p, "inject=%s:signal=KILL:when=%d" % k)
        assert run.returncode in (-signal.SIGKILL, 137, 0), (k, run.returncode, run.stderr)
        self.check(before, None, "killed at %s #%d" % k)


def test_each_call_fails(t):
    x = Tortured(t)
    results = {}
    for call, error in CALLS.items():
        for k in range(1, x.counts.get(call, 1) + 2, x.step):
            status = x.fail(call, error, k)
            results[status] = results.get(status, 0) + 1
    for call, error in SPREAD.items():
        count = x.counts.get(call, 1)
        # Not those of the loader, before there is any command.
        for k in range(x.loader.get(call, 0) + 1, count + 1, max(x.step, count // 15)):
            status = x.fail(call, error, k)
            results[status] = results.get(status, 0) + 1
    t.note("%d calls failed; exits %s" % (sum(results.values()), results))
    x.change()
    x.p.reload("app")
    x.p.expect("f()", (x.version, x.version))


def test_killed_at_each_call(t):
    x = Tortured(t)
    done = 0
    for call in CALLS:
        for k in range(1, x.counts.get(call, 0) + 1, x.step):
            x.end((call, k))
            done += 1
    t.note("killed %d times" % done)
    x.change()
    x.p.reload("app")
    x.p.expect("f()", (x.version, x.version))


def goes_on(run):
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(run.pid)], capture_output=True, text=True).stdout
    for pid in children.split():
        subprocess.run(["kill", "-CONT", pid], capture_output=True)
    return run.poll() is not None


def test_stopped_at_each_call_that_holds_the_target(t):
    """SIGSTOP for as long as it takes: the target goes on within a second."""
    x = Tortured(t)
    for call in ("ptrace", "wait4", "pwrite64"):
        for k in range(1, x.counts.get(call, 0) + 1, x.step):
            x.change()
            before = x.p.snapshot()
            run = t.start("strace", "-qq", "-o", "/dev/null", "-e", "inject=%s:signal=STOP:when=%d" % (call, k), TOOL,
                          "--no-log", "--timeout", "2", str(x.p.pid), "app", stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.1)
            began = time.monotonic()
            x.p.ask("f()", timeout=3)
            assert time.monotonic() - began < 1.5, (call, k)
            poll(lambda: not is_traced(x.p.pid), what="nobody traces it")
            # On a busy machine it may come to that call, and be stopped, only now.
            poll(lambda: goes_on(run), what="%s #%d: it ends" % (call, k), timeout=20)
            x.check(before, None, "stopped at %s #%d" % (call, k))


# The last statement of the new source arms it: so it is not CPython's compiler that is met, which ends the
# process when it has no memory.
CLASSES = """
VALUE = %d
TABLE = {'a': %d}
def f(): return VALUE, %d
def outer():
    def inner(): return %d
    return inner
class C:
    size = %d
    def m(self): return %d
    @property
    def seen(self): return VALUE
def same(n): return n
made = C()
SAME, SEEN = same(VALUE), [made.seen][0]
"""
ARM = "import _testcapi\n_testcapi.set_nomemory(%d, %d)\n"
# Answers like any other, but lives on when its own allocation is the one that fails.  Without a file it is no source
# that the importer of `app` would be parsed from: CPython's parser, too, ends the process when it has no memory.
FORGIVING = """
import _testcapi, os, app
__file__ = None
from app import f
c, inner, held = app.C(), app.outer(), {app.f: [app.C]}
_ready()
while True:
    try:
        text = os.read(0, 4096)
        if not text: os._exit(0)
        for line in text.decode().splitlines(): _answer(line, globals())
    except MemoryError:
        pass
"""
ANSWERS = "(*f(), app.VALUE, app.TABLE['a'], c.m(), c.size, inner(), *app.f(), app.SAME, app.SEEN)"


def disarm(p, k):
    """The reading of this may be what fails."""
    for _ in range(5):
        p.send("_testcapi.remove_mem_hooks() or %d" % k)
        try:
            while p.answer(1) != "= %d" % k:
                pass
            return
        except AssertionError:
            assert p.process.poll() is None, (k, p.process.poll(), p.noise)
    raise AssertionError("no answer any more, k = %d" % k)


def test_each_allocation_fails(t):
    p = Program(t, {"app.py": CLASSES % ((0,) * 6)}, FORGIVING, serve="loop")
    value, results, k = 0, {}, 0
    while k < 2500:
        k += 1 if k < 50 else 17
        p.write("app.py", CLASSES % ((k,) * 6) + ARM % (k, k + 1))
        run = tool("--no-log", "--timeout", "5", p.pid, "app")
        assert run.status in (0, 1, 4), (k, run.out, run.err)
        disarm(p, k)
        got = eval(p.ask(ANSWERS))
        expected = k if run.status == 0 else value
        assert set(got) == {expected}, (k, run.status, got, expected, run.out)
        value = expected
        results[run.status] = results.get(run.status, 0) + 1
    t.note("exits %s" % results)
    p.write("app.py", CLASSES % ((9,) * 6))
    p.reload("app")
    p.expect("set(%s)" % ANSWERS, {9})


def test_no_room_for_a_reload(t):
    """RLIMIT_AS leaves less than it takes: it is refused beforehand, and works once there is room."""
    p = Program(t, {"app.py": APP % (0, 0)}, "import resource\n" + MAIN +
                "def size(): return 4096 * int(open('/proc/self/statm').read().split()[0])\n"
                "def limit(more): resource.setrlimit(resource.RLIMIT_AS, (size() + more if more else -1, -1))\n")
    p.write("app.py", APP % (1, 1))
    for more in (1 << 20, 12 << 20, 40 << 20):
        p.ask("limit(%d)" % more)
        run = p.reload("app", status=3)
        assert run.doc["error"]["code"] == "ERR_ENVIRONMENT", run.out
        p.expect("f()", (0, 0))
    assert "prlimit" in run.doc["error"]["hint"], run.out
    p.ask("limit(0)")
    p.reload("app")
    p.expect("f()", (1, 1))
