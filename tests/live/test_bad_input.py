"""Whatever cannot be attached or taken: a clear error, the right exit status, nothing changed."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from harness import TOOL, Skip, Snapshot, differences, tool

SYSTEM = "/usr/bin/python3"

V1 = """LIMIT = 1
cache = {}
def f(x=1):
    return ("one", x, LIMIT)
class C:
    tag = "one"
    def m(self): return "one"
"""
V2 = V1.replace("one", "two").replace("LIMIT = 1", "LIMIT = 2").replace("x=1", "x=2")
MAIN = """
import sys as _s
def _inside(v):
    if isinstance(v, type):
        return [(k, id(w), id(getattr(w, "__code__", w))) for k, w in sorted(vars(v).items())]
    return (id(getattr(v, "__code__", v)), repr(getattr(v, "__defaults__", 0)),
            repr(v) if type(v) in (int, str, tuple, list, dict) else "")
def _probe():
    return [(k, id(v), _inside(v)) for k, v in sorted(vars(_s.modules["app"]).items())
            if k != "__builtins__"]
def _own():
    import os
    return sorted(n for n, m in list(_s.modules.items())
                  if os.getcwd() in (getattr(m, "__file__", None) or ""))
import app
from app import f, C, LIMIT, cache
cache["k"] = 1
c = C()
"""
STATE = "f(), app.f(), c.m(), C.tag, LIMIT, app.LIMIT, cache, cache is app.cache, C is app.C"
OLD = (("one", 1, 1), ("one", 1, 1), "one", "one", 1, 1, {"k": 1}, True, True)
NEW = (("two", 2, 2), ("two", 2, 2), "two", "two", 2, 2, {"k": 1}, True, True)

TRACER = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
if libc.ptrace(0x4206, int(sys.argv[1]), None, None):
    sys.exit(os.strerror(ctypes.get_errno()))
print("traced", flush=True)
sys.stdin.read()
"""


def system_only(function):
    """No interpreter of ours takes part in it: once is enough."""
    function.pythons = [SYSTEM]
    return function


def poll(condition, what, timeout=10):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "%s did not happen in %g s" % (what, timeout)
        time.sleep(0.005)


def state(pid):
    with open("/proc/%d/stat" % pid) as f:
        return f.read().rsplit(")", 1)[1].split()[0]


def plain(*args):
    """The command as people call it, without --json."""
    return subprocess.run([TOOL, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, errors="replace", timeout=30)


def failure(run, status, word):
    """A failed run's one document."""
    assert run.status == status, "exit %d, expected %d: %s %s" % (run.status, status, run.out, run.err)
    assert run.doc is not None, "not one JSON document: %r %r" % (run.out, run.err)
    assert run.doc["status"] == word and run.doc["exit_status"] == status, run.out
    error = run.doc["error"]
    assert isinstance(error["message"], str) and error["message"].strip(), run.out
    for row in ("updated", "added", "removed", "repointed"):
        assert not run.doc[row], "failed, but reports %s: %s" % (row, run.doc[row])
    return error


def unattachable(pid):
    began = time.monotonic()
    error = failure(tool(pid, "app"), 3, "unattachable")
    assert time.monotonic() - began < 3, "it took %.1f s to see that" % (time.monotonic() - began)
    assert str(pid) in error["message"], error
    text = plain(pid, "app")
    assert text.returncode == 3 and text.stderr.strip() and not text.stdout, text
    assert text.stderr.startswith("pyreload-attach: "), text.stderr
    return error


def refused(p, *modules, options=()):
    before, loaded = p.ask("_probe()"), p.ask("_own()")
    run = p.reload(*modules, status=1, options=options)
    error = failure(run, 1, "refused")
    after = p.ask("_probe()")
    assert after == before, "refused, but changed:\n%s\n%s" % (before, after)
    assert p.ask("_own()") == loaded, "a module stayed behind in sys.modules"
    p.expect(STATE, OLD)
    return error


def recovers(p):
    """The next, good edit goes through."""
    p.write("app.py", V2)
    p.reload("app")
    p.expect(STATE, NEW)


# --- processes that cannot be attached -------------------------------------------------------


@system_only
def test_no_such_pid(t):
    gone = t.start("/bin/true")
    gone.wait()
    unattachable(gone.pid)
    with open("/proc/sys/kernel/pid_max") as f:
        top = int(f.read())
    unattachable(min(top, 4194304))


@system_only
def test_not_python(t):
    for command in (["/bin/sleep", "60"], ["/bin/sh", "-c", "read x"], ["/bin/cat"]):
        process = t.start(*command, stdin=subprocess.PIPE)
        # Before exec it is a copy of this interpreter.
        poll(lambda: "python" not in os.readlink("/proc/%d/exe" % process.pid) and
             state(process.pid) == "S", "sleeping")
        before = Snapshot(process.pid)
        error = unattachable(process.pid)
        assert "ython" in error["message"], error
        wrong = differences(before, Snapshot(process.pid))
        assert not wrong and process.poll() is None, wrong


@system_only
def test_kernel_thread_and_init(t):
    try:
        with open("/proc/2/comm") as f:
            kernel = f.read().strip() == "kthreadd"
    except FileNotFoundError:
        kernel = False
    if not kernel:
        raise Skip("no kernel threads in this pid namespace")
    unattachable(2)


def test_already_traced(t):
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", V2)
    tracer = t.start(sys.executable, "-c", TRACER, str(p.pid), stdin=subprocess.PIPE,
                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert tracer.stdout.readline() == b"traced\n", tracer.stderr.read()
        error = unattachable(p.pid)
        assert str(tracer.pid) in error["message"], "the tracer's pid %d is not in %r" % (
            tracer.pid, error["message"])
        assert Snapshot(p.pid).tracer == str(tracer.pid), "the tracer was pushed aside"
        assert tracer.poll() is None
        p.expect(STATE, OLD)
    finally:
        tracer.kill()  # before the target: a traced process cannot be reaped until then
        tracer.wait()
    poll(lambda: Snapshot(p.pid).tracer == "0", "the end of tracing")
    p.reload("app")
    p.expect(STATE, NEW)


def test_zombie(t):
    process = t.start(t.python, "-c", "pass")
    poll(lambda: state(process.pid) == "Z", "its end")
    error = unattachable(process.pid)
    assert "zombie" in (error["message"] + (error["hint"] or "")).lower(), error
    assert state(process.pid) == "Z"


def test_stopped_by_a_signal(t):
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", V2)
    p.process.send_signal(signal.SIGSTOP)
    poll(lambda: state(p.pid) == "T", "SIGSTOP")
    error = unattachable(p.pid)
    assert "stopped" in error["message"], error
    assert state(p.pid) == "T", "the tool set it going"
    p.process.send_signal(signal.SIGCONT)
    p.expect(STATE, OLD)
    p.reload("app")
    p.expect(STATE, NEW)


def test_thread_id_instead_of_pid(t):
    p = t.target({"app.py": V1}, MAIN + """
import threading
gate = threading.Event()
thread = threading.Thread(target=gate.wait, daemon=True)
thread.start()
""")
    p.write("app.py", V2)
    tid = int(p.ask("thread.native_id"))
    assert tid != p.pid and os.path.isdir("/proc/%d" % tid)
    before = Snapshot(p.pid)
    error = unattachable(tid)
    assert str(p.pid) in error["message"] + (error["hint"] or ""), \
        "which process the thread is of is the way out: %s" % error
    p.check_unharmed(before)
    p.expect(STATE, OLD)
    p.reload("app")
    p.expect(STATE, NEW)


def test_other_user(t):
    if os.geteuid():
        raise Skip("needs root")
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", V2)
    copy = shutil.copy(TOOL, os.path.join(t.dir, "tool"))
    os.chmod(copy, 0o755)
    before = Snapshot(p.pid)
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", copy]
    for options in ([], ["--json"]):
        run = subprocess.run([*command, *options, str(p.pid), "app"], capture_output=True, text=True,
                             cwd="/", timeout=30)
        assert run.returncode == 3, run
        text = json.loads(run.stdout)["error"]["message"] if options else run.stderr
        assert str(p.pid) in text and ("ermi" in text or "user" in text), text
    p.check_unharmed(before)
    p.expect(STATE, OLD)


def test_killed_under_many_runs(t):
    seen = set()
    rng = random.Random(7)
    for i in range(10):
        p = t.target({"app.py": V1}, MAIN)
        p.write("app.py", V2)
        runs = [t.start(TOOL, "--json", "--timeout", "5", str(p.pid), "app", stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE) for _ in range(4)]
        time.sleep(rng.uniform(0, 0.03))  # where it strikes is the point
        p.process.kill()
        p.process.wait()
        killed = time.monotonic()
        for run in runs:
            try:
                out, err = run.communicate(timeout=8)
            except subprocess.TimeoutExpired:
                raise AssertionError("hangs although the target is dead (killed in round %d)" % i)
            assert run.returncode in (0, 3, 4, 5), (run.returncode, out, err)
            document = json.loads(out)
            assert document["exit_status"] == run.returncode, out
            if run.returncode:
                assert document["error"]["message"], out
            seen.add(run.returncode)
        assert time.monotonic() - killed < 2, "it took %.1f s to see that the target was dead" % (
            time.monotonic() - killed)
    t.note("exit statuses: %s" % sorted(seen))


def test_many_runs_at_once(t):
    """Without a kill: each of them has reloaded, or says why not; and the target is whole."""
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", V2)
    before = Snapshot(p.pid)
    runs = [t.start(TOOL, "--json", str(p.pid), "app", stdout=subprocess.PIPE) for _ in range(6)]
    codes = []
    for run in runs:
        out, _ = run.communicate(timeout=20)
        assert json.loads(out)["exit_status"] == run.returncode, out
        codes.append(run.returncode)
    assert set(codes) <= {0, 4} and 0 in codes, codes
    p.check_unharmed(before)
    p.expect(STATE, NEW)


# --- modules that cannot be reloaded ----------------------------------------------------------


def test_not_loaded_suggests_near_names(t):
    files = {"app.py": V1, "shop_prices.py": "x = 1\n", "fresh.py": "open('ran', 'w')\n"}
    p = t.target(files, MAIN + "import shop_prices\n")
    for wrong, near in (("shop_price", "shop_prices"), ("shop_pirces", "shop_prices"), ("ap", "app"),
                        ("App", "app")):
        error = refused(p, wrong)
        assert wrong in error["message"], error
        assert near in (error["hint"] or ""), "no hint at %s for %s: %s" % (near, wrong, error)
    error = refused(p, "app", "shop_price")
    assert "shop_price" in error["message"], error
    # There is nothing like it, and a file of that name is no reason to import it.
    refused(p, "fresh")
    assert not os.path.exists(os.path.join(p.dir, "ran")), "it was imported"
    text = plain(p.pid, "shop_price")
    assert text.returncode == 1 and "shop_prices" in text.stderr and not text.stdout, text
    recovers(p)


def test_modules_in_c(t):
    p = t.target({"app.py": V1}, MAIN + "import math, _json, sys, builtins, _ctypes, array\n")
    for name in ("math", "_json", "sys", "builtins", "_ctypes", "array"):
        error = refused(p, name)
        assert name in error["message"], error
        if not error["hint"]:
            assert any(w in error["message"] for w in ("C", "built", "source", "extension")), error
    p.write("app.py", V2)
    refused(p, "app", "math")
    refused(p, "math", "app")
    p.expect("math.sqrt(4.0), _json.encode_basestring('x'), sys.modules['app'] is app", (2.0, '"x"', True))
    recovers(p)


def test_source_file_gone(t):
    for pyc in (True, False):
        p = t.target({"app.py": V1}, MAIN, pyc=pyc)
        os.unlink(os.path.join(p.dir, "app.py"))
        error = refused(p, "app")
        assert "app.py" in error["message"] + (error["hint"] or ""), error
        os.mkdir(os.path.join(p.dir, "app.py"))
        refused(p, "app")
        os.rmdir(os.path.join(p.dir, "app.py"))
        recovers(p)


def test_syntax_error(t):
    for pyc in (True, False):
        p = t.target({"app.py": V1}, MAIN, pyc=pyc)
        for text, line, shown in (("def f(x=2):\n    return 2\nclass C(:\n", 3, "class C(:"),
                                  ("LIMIT = 2\nreturn 5\n", 2, None),
                                  ("if LIMIT:\n  a = 1\n b = 2\n", 3, None)):
            p.write("app.py", text)
            traceback = refused(p, "app")["traceback"]
            assert 'app.py"' in traceback and "line %d" % line in traceback, traceback
            assert "Error: " in traceback and (shown or "") in traceback, traceback
            run = plain(p.pid, "app")
            assert run.returncode == 1 and not run.stdout, run
            assert "app.py" in run.stderr and "line %d" % line in run.stderr, run.stderr
        recovers(p)


def test_exception_halfway(t):
    for pyc in (True, False):
        p = t.target({"app.py": V1}, MAIN, pyc=pyc)
        p.write("app.py", "LIMIT = 2\ndef f(x=2): return 'two'\ndef added(): pass\n"
                          "class C:\n    tag = 'two'\n    def m(self): return 'two'\n"
                          "cache = {'two': 2}\ndef fails():\n    return int('boom')\nfails()\nLAST = 1\n")
        traceback = refused(p, "app")["traceback"]
        for word in ('app.py"', "line 10", "line 9, in fails", "ValueError", "boom"):
            assert word in traceback, "%r is not in %s" % (word, traceback)
        p.expect("[n for n in ('added', 'fails', 'LAST') if hasattr(app, n)]", [])
        refused(p, "app", options=["--reset"])
        refused(p, "app", options=["--dry-run"])
        recovers(p)


def test_exception_of_every_kind(t):
    p = t.target({"app.py": V1}, MAIN)
    for text, word in (("raise KeyboardInterrupt\n", "KeyboardInterrupt"),
                       ("raise MemoryError\n", "MemoryError"), ("f = 1 / 0\n", "ZeroDivisionError"),
                       ("class Bad(BaseException):\n    def __str__(self): raise ValueError\nraise Bad\n", "Bad"),
                       ("def g(): g()\ng()\n", "RecursionError"), ("import no_such_thing\n", "no_such_thing"),
                       ("undefined_name\n", "undefined_name"), ("raise StopIteration\n", "StopIteration")):
        p.write("app.py", text)
        error = refused(p, "app")
        assert word in error["traceback"], "%s is not in %s" % (word, error)
    recovers(p)


def test_exit_at_top_level(t):
    p = t.target({"app.py": V1}, MAIN)
    for text in ("import sys\nLIMIT = 2\nsys.exit()\n", "raise SystemExit(0)\n", "exit_ = 1\nimport sys; sys.exit('bye')\n"):
        p.write("app.py", text)
        error = refused(p, "app")
        assert "SystemExit" in error["traceback"], error
    recovers(p)


# --- usage ------------------------------------------------------------------------------------


@system_only
def test_usage(t):
    me = str(os.getpid())
    for args in ([], [me], ["app"], ["abc", "app"], ["0", "app"], ["-5", "app"], ["1.5", "app"], ["12x", "app"],
                 ["", "app"], ["99999999999999999999", "app"], [" " + me, "app"], ["+" + me, "app"],
                 [me, "app.py"], [me, "./app"], [me, "pkg/app"], [me, "a b"], [me, "a+b"], [me, "a..b"],
                 [me, ".a"], [me, "a."], [me, ""], [me, "1a"], [me, "a;b"], [me, "f()"],
                 [me, "a\nb"], [me, "good", "bad!"],
                 ["--timeout", "0", me, "app"], ["--timeout", "-1", me, "app"], ["--timeout", "", me, "app"],
                 ["--timeout", "nan", me, "app"], ["--timeout", "1s", me, "app"], ["--timeout"],
                 ["--nonsense", me, "app"]):
        for options in ([], ["--json"]):
            run = plain(*options, *args)
            assert run.returncode == 2, (options, args, run)
            assert run.stderr.strip(), (options, args, run)
            assert not run.stdout or json.loads(run.stdout)["error"]["message"], run.stdout
    for args, word in (([me, "app.py"], "app.py"), (["abc", "app"], "abc"),
                       (["--timeout", "0", me, "app"], "imeout")):
        assert word in plain(*args).stderr, "%s is not named: %s" % (word, plain(*args).stderr)


# --- time ---------------------------------------------------------------------------------------


def test_hardly_any_time(t):
    p = t.target({"app.py": V1}, MAIN)
    seen, now, other = [], (V1, OLD), (V2, NEW)
    # One millisecond, and what is around the time that a whole run takes.
    for timeout in ["0.001"] * 12 + ["%.4f" % (0.001 * 1.12 ** i) for i in range(48)]:
        p.write("app.py", other[0])
        before = Snapshot(p.pid)
        run = tool("--timeout", timeout, p.pid, "app")
        assert run.status in (0, 4), run
        if run.status == 4:
            failure(run, 4, "try-again")
        else:
            now, other = other, now
        p.expect(STATE, now[1])
        p.check_unharmed(before)
        p.expect(STATE, now[1])  # nor later, when the rest of the run has left
        seen.append(run.status)
    assert set(seen) == {0, 4}, "1 ms to 0.2 s have to be on both sides: %s" % seen
    t.note("%d reloaded, %d not in time" % (seen.count(0), seen.count(4)))
    p.write("app.py", other[0])
    p.reload("app")
    p.expect(STATE, other[1])


def test_gil_held_by_c_code(t):
    p = t.target({"app.py": V1}, MAIN + """
import ctypes, signal
signal.signal(signal.SIGUSR1, lambda *a: None)  # ends the sleep
hog = ctypes.PyDLL(None).sleep
""")
    p.write("app.py", V2)
    objects, before = p.ask("_probe()"), Snapshot(p.pid)
    assert len(before.tasks) == 1
    p.process.stdin.write("hog(15)\n")
    p.process.stdin.flush()

    def sleeps():
        with open("/proc/%d/syscall" % p.pid) as f:
            return f.read().split()[0] in ("35", "230", "219")  # (clock_)nanosleep, restart_syscall
    poll(sleeps, "the sleep")
    began = time.monotonic()
    run = tool("--timeout", "1", p.pid, "app")
    took = time.monotonic() - began
    failure(run, 4, "try-again")
    assert took < 4, "--timeout 1 took %.1f s" % took
    during = Snapshot(p.pid)
    assert during.tracer == "0" and during.state[0] not in "Tt", (during.tracer, during.state)
    assert sleeps(), "the sleep was cut short"
    # A second run while the first one's thread still waits.
    failure(tool("--timeout", "0.3", p.pid, "app"), 4, "try-again")
    p.process.send_signal(signal.SIGUSR1)
    left = int(p.line()[2:])
    assert 0 < left < 15, "the sleep ended by itself"
    p.expect(STATE, OLD)
    p.check_unharmed(before)
    assert p.ask("_probe()") == objects, "changed after exit 4"
    p.reload("app")
    p.expect(STATE, NEW)


def loops(t, text, main=""):
    p = t.target({"app.py": V1}, MAIN + "import time, threading\n" + main)
    p.write("app.py", text)
    objects, loaded, before = p.ask("_probe()"), p.ask("_own()"), Snapshot(p.pid)
    began = time.monotonic()
    run = tool("--timeout", "2", p.pid, "app")
    took = time.monotonic() - began
    failure(run, 4, "try-again")
    assert took < 4, "--timeout 2 took %.1f s" % took
    ended = time.monotonic()
    p.expect(STATE, OLD)
    while differences(before, Snapshot(p.pid)):
        if time.monotonic() - ended > 10:
            raise AssertionError("10 s after exit 4: " + "; ".join(differences(before, Snapshot(p.pid))))
        time.sleep(0.02)
    t.note("clean after %.2f s" % (time.monotonic() - ended))
    assert p.ask("_probe()") == objects, "changed after exit 4"
    assert p.ask("_own()") == loaded, "a module stayed behind in sys.modules"
    p.expect("threading.active_count(), sorted(t.name for t in threading.enumerate())", (1, ["MainThread"]))
    recovers(p)


def test_loops_for_ever(t):
    loops(t, "LIMIT = 2\ndef f(x=2): return 'two'\nwhile True: pass\n")


def test_loops_for_ever_and_catches_exceptions(t):
    loops(t, "import time\nLIMIT = 2\nwhile True:\n    try:\n        time.sleep(0.05)\n"
             "    except Exception:\n        pass\n")


def test_interruption_while_it_is_taken_back(t):
    loops(t, "while True: pass\n", """
class Slow(dict):
    def get(self, *a):
        end = time.monotonic() + 0.1
        while time.monotonic() < end: pass
        return super().get(*a)
threading._active = Slow(threading._active)
""")


def test_loops_for_ever_in_what_it_imports(t):
    p = t.target({"app.py": V1, "endless.py": "while True: pass\n"}, MAIN)
    p.write("app.py", "import endless\n" + V2)
    objects, before = p.ask("_probe()"), Snapshot(p.pid)
    failure(tool("--timeout", "1", p.pid, "app"), 4, "try-again")
    ended = time.monotonic()
    while differences(before, Snapshot(p.pid)):
        if time.monotonic() - ended > 10:
            raise AssertionError("10 s after exit 4: " + "; ".join(differences(before, Snapshot(p.pid))))
        time.sleep(0.02)
    p.expect(STATE, OLD)
    assert p.ask("_probe()") == objects, "changed after exit 4"
    p.expect("'endless' in _s.modules", False)
    recovers(p)


def test_two_runs_at_once(t):
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", "import time\ntime.sleep(1)\n" + V2)
    first = subprocess.Popen([TOOL, str(p.pid), "app"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    time.sleep(0.5)
    error = failure(tool(p.pid, "app"), 4, "try-again")
    assert "another reload is under way" in error["message"], error
    p.expect(STATE, OLD)
    output = first.communicate(timeout=20)[0]
    assert first.returncode == 0, output
    p.expect(STATE, NEW)


def test_new_code_keeps_the_import_hook(t):
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", V2 + "kept = __builtins__['__import__']\n")
    assert tool(p.pid, "app").status == 0
    p.expect(STATE, NEW)
    p.expect("app.kept is __import__, app.__builtins__['__import__'] is __import__", (True, True))
    # Where nobody can exchange it the payload stays loaded: the function is in it.
    p.write("app.py", V1 + "setattr(__import__('sys'), 'kept', frozenset([__builtins__['__import__']]))\n1 / 0\n")
    assert tool(p.pid, "app").status == 1
    p.expect("[i('json').__name__ for i in _s.kept]", ["json"])
    p.write("app.py", V1)
    p.expect("f()", ("two", 2, 2))
    assert tool(p.pid, "app").status == 0
    p.expect("f(), [i('json.tool').__name__ for i in _s.kept]", (("one", 1, 1), ["json"]))


def test_interrupted_means_nothing_changed(t):
    p = t.target({"app.py": V1}, MAIN)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        p.write("app.py", "import time\ntime.sleep(1.5)\n" + V2)
        objects, before = p.ask("_probe()"), Snapshot(p.pid)
        run = subprocess.Popen([TOOL, "--json", str(p.pid), "app"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True,
                               preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))  # nohup ignores SIGHUP
        time.sleep(0.6)
        run.send_signal(number)
        out = run.communicate(timeout=20)[0]
        document = json.loads(out)
        assert run.returncode == 4 and document["error"]["code"] == "ERR_INTERRUPTED", (run.returncode, out)
        p.check_unharmed(before)
        time.sleep(1.2)
        p.expect(STATE, OLD)
        assert p.ask("_probe()") == objects, "changed after exit 4"
    recovers(p)


def test_while_the_module_is_being_imported(t):
    main = MAIN.replace("import app\n", "import threading, time, app\n")
    p = t.target({"app.py": V1, "slow.py": "import time\nSTATE = []\ntime.sleep(1.5)\ndef g(): return 'v1'\n"}, main +
                 "threading.Thread(target=lambda: exec('import slow', globals())).start()\ntime.sleep(0.3)\n")
    p.write("slow.py", "STATE = []\ndef g(): return 'v2'\n")
    run = tool(p.pid, "slow")
    error = failure(run, 4, "try-again")
    assert "still being imported" in error["message"], error
    time.sleep(1.5)
    p.expect("slow.g()", "v1")
    assert tool(p.pid, "slow").status == 0
    p.expect("slow.g()", "v2")


def test_report_that_cannot_be_written(t):
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", V2)
    with open("/dev/full", "w") as full:
        run = subprocess.run([TOOL, str(p.pid), "app"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
    assert run.returncode == 0 and "could not be written" in run.stderr, run
    p.expect(STATE, NEW)
    p.write("app.py", V1)
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run([TOOL, str(p.pid), "app"], stdout=writer, stderr=subprocess.PIPE, text=True, timeout=30)
    os.close(writer)
    assert run.returncode == 0 and "could not be written" in run.stderr, run
    p.expect("f()", ("one", 1, 1))
