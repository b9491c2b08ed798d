"""Reload again and again while the target is in an awkward state; print a table of
tries, applied, refused (with the exit status), harmed and what was left behind.

usage: soak.py [-n RUNS] [-k TEXT] [PYTHON]...     exit status 1 when a target was harmed
"""

import argparse
import collections
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "live"))
sys.dont_write_bytecode = True

import harness  # noqa: E402

APP = "VALUE = %d\ndef f():\n    return VALUE, %d\n"
SPAWN = "import threading, time\ndef spawn(n, g):\n    for _ in range(n): threading.Thread(target=g, daemon=True).start()\n"

STATES = {
    "sleeping": "import time\nspawn(1, lambda: time.sleep(1e6))",
    "busy": "def g():\n    while True: sum(range(1000))\nspawn(1, g)",
    "busy threads": "def g():\n    while True: sum(range(1000))\nspawn(8, g)",
    "malloc threads": "import json\ndef g():\n    d = {str(i): [i] * 20 for i in range(300)}\n"
                      "    while True: assert json.loads(json.dumps(d)) == d\nspawn(8, g)",
    "import storm": "import importlib, json.decoder, colorsys\ndef g():\n"
                    "    while True: importlib.reload(colorsys)\nspawn(2, g)",
    "dlopen loop": "import ctypes, _ctypes\ndef g():\n    while True: _ctypes.dlclose(ctypes.CDLL('libm.so.6')._handle)\nspawn(1, g)",
    "signals 1 kHz": "import signal\nn = [0]\ndef h(*a): n[0] += 1\nsignal.signal(signal.SIGALRM, h)\n"
                     "signal.setitimer(signal.ITIMER_REAL, .001, .001)",
    "fork storm": "import os\ndef g():\n    while True:\n        p = os.fork()\n        if not p: os._exit(0)\n        os.waitpid(p, 0)\nspawn(1, g)",
    "subprocess storm": "import subprocess\ndef g():\n    while True: subprocess.call(['/bin/true'])\nspawn(1, g)",
    "500 threads": "e = threading.Event()\nspawn(500, e.wait)",
    "thread churn": "def g():\n    while True:\n        t = threading.Thread(target=int); t.start(); t.join()\nspawn(3, g)",
    "gc.collect": "import gc\ndef g():\n    while True: gc.collect()\nspawn(1, g)",
    "deep recursion": "import sys\nsys.setrecursionlimit(20000)\nthreading.stack_size(512 << 20)\n"
                      "def d(n): return d(n - 1) if n else time.sleep(.01)\ndef g():\n    while True: d(5000)\nspawn(1, g)",
    "sqlite and hashes": "import sqlite3, hashlib\ndef g():\n    c = sqlite3.connect(':memory:')\n    while True:\n"
                         "        c.execute('select 1').fetchall(); hashlib.sha256(b'x' * 100000).digest()\nspawn(4, g)",
    "asyncio": "import asyncio\nasync def w():\n    while True: await asyncio.sleep(0)\n"
               "def g(): asyncio.new_event_loop().run_until_complete(w())\nspawn(1, g)",
    "exceptions": "def g():\n    while True:\n        try: {}['x']\n        except KeyError: pass\nspawn(2, g)",
}


def soak(python, name, body, runs):
    test = harness.Test(python, tempfile.mkdtemp())
    counts = collections.Counter()
    left = []
    try:
        target = test.target({"app.py": APP % (0, 0)}, "import app\nfrom app import f\n" + SPAWN + body)
        changing = name not in ("sleeping", "busy", "500 threads")
        before = harness.Snapshot(target.pid)
        value = 0
        for i in range(1, runs + 1):
            target.write("app.py", APP % (i, i))
            run = harness.tool("--timeout", 20, target.pid, "app")
            counts[run.status] += 1
            if run.status == 0:
                value = i
            # Refused must mean that nothing has changed.
            target.expect("f()", (value, value))
        target.check_unharmed(before, threads=not changing)
        grown = harness.Snapshot(target.pid).anonymous() - before.anonymous()
        if grown > 24 and not changing:
            left.append("%d mappings" % grown)
    except AssertionError as e:
        left.append(str(e)[:300])
    finally:
        test.end()
    refused = ", ".join("%d x exit %d" % (n, s) for s, n in sorted(counts.items()) if s)
    print("%-18s %-12s %6d %8d  %-20s %s" % (
        name, os.path.basename(os.path.realpath(python)), sum(counts.values()), counts[0],
        refused or "-", "; ".join(left) or "unharmed"), flush=True)
    return not left


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("-k", default="")
    parser.add_argument("python", nargs="*", default=["/usr/bin/python3"])
    options = parser.parse_args()
    print("%-18s %-12s %6s %8s  %-20s %s" % ("state", "python", "tries", "applied", "refused", "target"))
    results = [soak(python, name, body, options.n) for python in options.python
               for name, body in STATES.items() if options.k in name]
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
