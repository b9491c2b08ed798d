"""Processes that cannot be attached, and runs that are cut off: said so, harmed nothing."""

import os
import shutil
import signal
import subprocess
import sys
import time

from harness import TOOL, Skip
from program import Program, check_document, poll, system_only, tool
from snapshot import Snapshot, differences

V1 = "LIMIT = 1\ndef f(): return (1, LIMIT)\nclass C:\n    def m(self): return 1\n"
V2 = V1.replace("1", "2")
MAIN = "import app\nfrom app import f, C\nc = C()\n"
STATE = "f(), app.f(), app.LIMIT, c.m()"

TRACER = """
import ctypes, os, sys, time
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
if libc.ptrace(0x4206, int(sys.argv[1]), None, None):
    sys.exit(os.strerror(ctypes.get_errno()))
print("traced", flush=True)
sys.stdin.read()
"""


def whole(p, version):
    p.expect(STATE, ((version, version), (version, version), version, version))


def unattachable(pid, code, *options):
    """Exit 3 for this reason; a message that names the process."""
    run = tool(*options, pid, "app")
    assert run.status == 3, run
    check_document(run, pid, ["app"])
    assert run.doc["error"]["code"] == code, run.out
    assert str(pid) in run.doc["error"]["message"], run.out
    return run.doc["error"]


def state(pid):
    with open("/proc/%d/stat" % pid) as f:
        return f.read().rsplit(")", 1)[1].split()[0]


@system_only
def test_no_such_process(t):
    process = t.start("/bin/true")
    process.wait()
    unattachable(process.pid, "ERR_NO_PROCESS")
    unattachable(4194304, "ERR_NO_PROCESS")


@system_only
def test_not_python(t):
    process = t.start("/bin/sleep", "60")
    poll(lambda: os.readlink("/proc/%d/exe" % process.pid).endswith("/sleep") and
         state(process.pid) == "S")
    before = Snapshot(process.pid)
    unattachable(process.pid, "ERR_NOT_PYTHON")
    assert not differences(before, Snapshot(process.pid), arenas=0, growth=0)
    assert process.poll() is None


def test_traced_by_another(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", V2)
    tracer = t.start(sys.executable, "-c", TRACER, str(p.pid), stdin=subprocess.PIPE,
                     stdout=subprocess.PIPE)
    try:
        assert tracer.stdout.readline() == b"traced\n"
        before = p.snapshot()
        assert before.main.tracer == str(tracer.pid)
        error = unattachable(p.pid, "ERR_TRACED")
        assert str(tracer.pid) in error["message"] + (error["hint"] or ""), error
        p.check_unharmed(before)  # the tracer still holds it
        whole(p, 1)
    finally:
        tracer.kill()  # before the target: a traced process stays a zombie until its tracer ends
        tracer.wait()
    p.reload("app")
    whole(p, 2)


def test_zombie(t):
    process = t.start(t.python, "-c", "pass")
    poll(lambda: state(process.pid) == "Z")
    unattachable(process.pid, "ERR_ZOMBIE")
    assert state(process.pid) == "Z"


def test_stopped(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", V2)
    p.process.send_signal(signal.SIGSTOP)
    poll(lambda: state(p.pid) == "T")
    before = p.snapshot()
    unattachable(p.pid, "ERR_STOPPED")
    p.check_unharmed(before)
    assert state(p.pid) == "T"
    p.process.send_signal(signal.SIGCONT)
    poll(lambda: state(p.pid) != "T")
    whole(p, 1)
    p.reload("app")
    whole(p, 2)


def test_of_another_user(t):
    setpriv = shutil.which("setpriv")
    if os.geteuid() or not setpriv:
        raise Skip("needs root and setpriv")
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", V2)
    copy = os.path.join(t.dir, "tool")
    shutil.copy(TOOL, copy)
    os.chmod(copy, 0o755)
    before = p.snapshot()
    run = tool(p.pid, "app", command=[setpriv, "--reuid=65534", "--regid=65534", "--clear-groups",
                                      copy, "--json"])
    assert run.status == 3 and run.doc["error"]["code"] == "ERR_PERMISSION", run
    assert str(p.pid) in run.doc["error"]["message"] and run.doc["error"]["hint"], run.out
    p.check_unharmed(before)
    whole(p, 1)


@system_only
def test_usage(t):
    for args in ([], ["1"], ["abc", "app"], ["0", "app"], ["-1", "app"], ["1.5", "app"],
                 ["99999999999", "app"], ["1", "a+b"], ["1", "-a"], ["1", "a;b"], ["1", "app.py"], ["1", "../app"],
                 ["1", "a..b"], ["1", ".a"], ["1", ""], ["1", "1a"], ["1", "__import__('os')"],
                 ["--timeout", "0", "1", "app"], ["--timeout", "nan", "1", "app"],
                 ["--timeout=-1", "1", "app"], ["--timeout", "1e9", "1", "app"],
                 ["--no-such-option", "1", "app"], ["--timeout"]):
        run = tool(*args)
        assert run.status == 2, (args, run)
        assert run.err and not run.out, (args, run)
    assert tool("--help").status == 0 and "Exit status" in tool("--help").out
    assert tool("--version").out.startswith("pyreload-attach ")


def test_exits_midway_by_itself(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", "import os\nos._exit(7)\n")
    run = tool(p.pid, "app")
    assert run.status == 5 and run.doc["error"]["code"] == "ERR_TARGET_DIED", run
    check_document(run, p.pid, ["app"])
    assert p.process.wait(5) == 7


def test_killed_midway(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", "import time\nopen('began', 'w')\ntime.sleep(60)\n")
    run = t.start(TOOL, "--json", str(p.pid), "app", stdout=subprocess.PIPE)
    poll(lambda: os.path.exists(p.path("began")))
    p.process.kill()
    assert run.wait(3) == 5


def test_exits_at_any_moment(t):
    seen = set()
    for i in range(16):
        p = Program(t, {"app.py": V1}, MAIN)
        p.write("app.py", V2)
        p.send("__import__('time').sleep(%f) or __import__('os')._exit(7)" % (i * 0.001))
        run = tool("--timeout", "5", p.pid, "app")
        assert run.status in (0, 3, 4, 5) and run.took < 6, run
        assert p.process.wait(5) == 7, "the target ended otherwise"
        seen.add(run.status)
    t.note("exit status while the target exits: %s" % sorted(seen))


def ladder(t, timeouts, top_level):
    """Exit 0 goes with all of the new code, exit 4 with all of the old one, whatever the race."""
    p = Program(t, {"app.py": V1}, MAIN)
    seen, current = [], 1
    for timeout in timeouts:
        other = 3 - current
        p.write("app.py", top_level + V1.replace("1", str(other)))
        before = p.snapshot()
        run = tool("--timeout", "%.6f" % timeout, p.pid, "app")
        assert run.status in (0, 4), run
        check_document(run, p.pid, ["app"])
        if run.status == 0:
            current = other
        whole(p, current)
        p.check_unharmed(before, wait=6)
        seen.append(run.status)
    whole(p, current)
    return seen


def test_hardly_any_time(t):
    seen = ladder(t, [1e-6 * 1.35 ** i for i in range(36)], "")
    assert seen[0] == 4, "a microsecond was enough"
    t.note("timeouts of 1 us to 36 ms: %d reloaded, %d not in time" % (seen.count(0), seen.count(4)))


def test_timeout_races_with_the_commit(t):
    seen = ladder(t, [0.100 + 0.0015 * i for i in range(24)], "import time\ntime.sleep(0.1)\n")
    assert seen[0] == 4, "0.1 s were enough for more than that"
    t.note("timeouts around the commit: %d reloaded, %d not in time" % (seen.count(0), seen.count(4)))


HOG = """
import app, ctypes, os
from app import f, C
c = C()
os.mkfifo("gate")
gate = os.open("gate", os.O_RDWR)
buffer = ctypes.create_string_buffer(1)
read = ctypes.PyDLL(None).read
_ready()
read(gate, buffer, 1)       # a C call that keeps the GIL
_ready()
_serve(globals())
"""


def test_gil_held_by_c_code(t):
    p = Program(t, {"app.py": V1}, HOG, serve="loop")
    p.wait_blocked(0)
    p.write("app.py", V2)
    before = p.snapshot()
    run = tool("--timeout", "1", p.pid, "app")
    assert run.status == 4 and 0.5 < run.took < 3, run
    check_document(run, p.pid, ["app"])
    during = p.snapshot()
    assert all(task.tracer == "0" and task.state[0] not in "Tt" for task in during.tasks.values())
    with open(p.path("gate"), "wb", buffering=0) as gate:
        gate.write(b"x")
    assert p.answer(10) == "= ready"
    whole(p, 1)
    p.check_unharmed(before, wait=5)
    p.reload("app")
    whole(p, 2)


def test_tool_killed_midway(t):
    p = Program(t, {"app.py": V1}, MAIN)
    before = p.snapshot()
    p.write("app.py", "import time\nopen('began', 'w')\ntime.sleep(1)\n" + V2)
    run = t.start(TOOL, "--json", "--timeout", "3", str(p.pid), "app", stdout=subprocess.DEVNULL)
    poll(lambda: os.path.exists(p.path("began")))
    run.kill()
    run.wait()
    now = p.snapshot()
    assert all(task.tracer == "0" and task.state[0] not in "Tt" for task in now.tasks.values())
    p.check_unharmed(before, wait=8)
    version = eval(p.ask("app.LIMIT"))
    whole(p, version)
    p.write("app.py", V1.replace("1", "3"))
    p.reload("app")
    whole(p, 3)


def test_keeps_only_the_privileges_it_needs(t):
    """Of root's: ptrace(2), files of others, seccomp filters, CPU affinity."""
    p = t.target({"app.py": "X = 1\n"}, "import app\n")
    p.write("app.py", "import time\ntime.sleep(1)\nX = 2\n")
    run = t.start(TOOL, "--no-log", "-q", str(p.pid), "app")
    time.sleep(0.5)
    with open("/proc/%d/status" % run.pid) as f:
        status = dict(line.split(":\t", 1) for line in f.read().splitlines() if ":\t" in line)
    needed = sum(1 << bit for bit in (1, 2, 19, 21, 23))  # DAC_OVERRIDE, DAC_READ_SEARCH, SYS_PTRACE, SYS_ADMIN, SYS_NICE
    assert not int(status["CapEff"], 16) & ~needed and not int(status["CapPrm"], 16) & ~needed, status["CapEff"]
    assert status["NoNewPrivs"] == "1"
    assert run.wait(timeout=20) == 0
    p.expect("app.X", 2)
