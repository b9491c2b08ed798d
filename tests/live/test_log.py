"""One line per run to syslog, and the target's own opt-out."""

import os
import socket
import subprocess

from program import TOOL, tool

APP = "def f(): return %d\n"


def logged(t, *args, log=True):
    """Run the command where /dev/log is ours; what it sends, and its exit status."""
    directory = os.path.join(t.dir, "dev")
    os.makedirs(directory, exist_ok=True)
    path = os.path.join(directory, "log")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
        if os.path.exists(path):
            os.unlink(path)
        s.bind(path)
        run = subprocess.run(["unshare", "-m", "sh", "-c", 'mount --bind "$0" /dev && exec "$@"', directory, TOOL,
                              *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        s.settimeout(10 if log else 1)
        try:
            return s.recv(4096).decode(), run.returncode
        except socket.timeout:
            return "", run.returncode


def source_hash(p, name):
    return p.ask("__import__('importlib.util').util.source_hash(open('%s', 'rb').read()).hex()" % name).strip("'")


def test_each_run_is_logged(t):
    p = t.target({"app.py": APP % 1, "other.py": APP % 1}, "import app, other, importlib.util\n")
    p.write("app.py", APP % 2)
    line, status = logged(t, p.pid, "app", "other")
    second = source_hash(p, "app.py")
    assert status == 0 and "pyreload-attach[" in line and "user=root uid=0" in line, line
    assert " pid=%d modules=app,other outcome=reloaded exit=0 source=app:-->%s source=other:" % (p.pid, second) in line, line
    p.write("app.py", APP % 3)
    line, status = logged(t, p.pid, "app")
    assert " source=app:%s->%s" % (second, source_hash(p, "app.py")) in line, line
    p.write("app.py", "def f(: return 4\n")
    line, status = logged(t, "--dry-run", p.pid, "app")
    assert status == 1 and " modules=app dry-run outcome=refused exit=1 source=app:" in line, line
    line, status = logged(t, p.pid, "no_such_module")
    assert status == 1 and " modules=no_such_module outcome=refused exit=1" in line and "source=" not in line, line


def test_failures_are_logged_and_no_log_is_silent(t):
    p = t.target({"app.py": APP % 1}, "import app\n")
    line, status = logged(t, t.start("sleep", "100").pid, "app")
    assert status == 3 and " outcome=ERR_NOT_PYTHON exit=3" in line, line
    line, status = logged(t, 4194303, "app")
    assert status == 3 and " pid=4194303 modules=app outcome=ERR_NO_PROCESS exit=3" in line, line
    assert logged(t, "--no-log", p.pid, "app", log=False) == ("", 0)


def test_a_logger_that_hangs_holds_nobody_up(t):
    """The socket is there, its buffer is full and nobody reads."""
    p = t.target({"app.py": APP % 1}, "import app\n")
    directory = os.path.join(t.dir, "full")
    os.makedirs(directory)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as c:
        s.bind(os.path.join(directory, "log"))
        c.connect(os.path.join(directory, "log"))
        c.setblocking(False)
        try:
            while True:
                c.send(b"x" * 1000)
        except BlockingIOError:
            pass
        run = subprocess.run(["unshare", "-m", "sh", "-c", 'mount --bind "$0" /dev && exec "$@"', directory, TOOL,
                              str(p.pid), "app"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, timeout=4)
        assert run.returncode == 0


def refuses(p, how, *options):
    p.write("app.py", APP % 2)
    run = tool(p.pid, "app")
    assert run.status == 3 and run.doc["error"]["code"] == "ERR_PERMISSION", run.out
    assert how in run.doc["error"]["message"] and "--force" in run.doc["error"]["hint"], run.out
    p.expect("app.f()", 1)
    assert tool("--force", p.pid, "app").status == 0
    p.expect("app.f()", 2)


def test_opted_out_by_the_environment(t):
    refuses(t.target({"app.py": APP % 1}, "import app\n", env={"PYTHON_DISABLE_REMOTE_DEBUG": "1"}),
            "PYTHON_DISABLE_REMOTE_DEBUG")
    # An empty one says nothing.
    p = t.target({"app.py": APP % 1}, "import app\n", env={"PYTHON_DISABLE_REMOTE_DEBUG": ""})
    assert tool(p.pid, "app").status == 0


def test_opted_out_by_an_option(t):
    for args in (["-X", "disable-remote-debug"], ["-Xdisable-remote-debug"], ["-B", "-W", "ignore", "-X", "dev", "-bX",
                                                                               "disable-remote-debug"]):
        refuses(t.target({"app.py": APP % 1}, "import app\n", args=args), "-X disable-remote-debug")
    # What belongs to the script is not Python's.
    p = t.target({"app.py": APP % 1, "run.py": "import runpy, sys\ndel sys.argv[0]\nrunpy.run_path('main.py', run_name='__main__')\n"},
                 "import app\n", args=["run.py", "main.py", "-X", "disable-remote-debug"])
    assert tool(p.pid, "app").status == 0
