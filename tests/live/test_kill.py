"""The injector dies (SIGKILL) or is held up (SIGSTOP) at any instant: the target goes on."""

import random
import signal
import subprocess
import time

import harness

APP = "X = %d\ndef f():\n    return X, %d\n"


def interrupted(t, p, version, instant, sig):
    p.write("app.py", APP % (version, version))
    run = t.start(harness.TOOL, "--timeout", "1", str(p.pid), "app",
                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    time.sleep(instant)
    run.send_signal(sig)
    return run


def whole(p):
    """What the target answers must be of one version."""
    x, y = eval(p.ask("f()"))
    assert x == y, (x, y)
    return x


def settle(p, before):
    """What a killed run had mapped goes with the worker's own time-out."""
    end = time.time() + 10
    while harness.differences(before, harness.Snapshot(p.pid)) and time.time() < end:
        time.sleep(0.05)
    p.check_unharmed(before)


def check(t, body):
    p = t.target({"app.py": APP % (0, 0)}, "import app\nfrom app import f\n" + body)
    before = harness.Snapshot(p.pid)
    for i in range(1, 41):
        interrupted(t, p, i, random.uniform(0, 0.012), signal.SIGKILL).wait()
        assert whole(p) in range(i + 1)
    settle(p, before)
    p.write("app.py", APP % (99, 99))
    p.reload("app")
    assert whole(p) == 99


def test_killed_at_any_instant_idle(t):
    check(t, "")


def test_killed_at_any_instant_busy(t):
    check(t, """
import threading
def g():
    while True: sum(range(500))
threading.Thread(target=g, daemon=True).start()
""")


def test_held_up_at_any_instant(t):
    p = t.target({"app.py": APP % (0, 0)}, "import app\nfrom app import f\n")
    before = harness.Snapshot(p.pid)
    for i in range(1, 6):
        run = interrupted(t, p, i, random.uniform(0, 0.008), signal.SIGSTOP)
        time.sleep(1.5)
        run.send_signal(signal.SIGCONT)
        status = run.wait(timeout=10)
        said = run.stdout.read()
        assert status in (0, 4) or (status == -signal.SIGKILL and b"was held" in said), (status, said)
        assert whole(p) in range(i + 1)
    settle(p, before)
