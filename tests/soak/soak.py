"""Reload again and again while the target is in an awkward state; print a table of
tries, applied, refused (with the exit status), and whether the target was harmed.

usage: soak.py [-n RUNS] [-j JOBS] [-k TEXT] [PYTHON]...     exit status 1 when a target was harmed

After each run the target must answer as the old or the new source says, whichever the
exit status names.  In the end it has no thread, descriptor or mapping more than before
(where it makes and ends them itself all the time: none that is ours).  KiB is what its
resident anonymous memory has grown by from a tenth of the runs on, and from the tenth run at
the earliest: each arena of malloc, 8 per processor, keeps what a first reload in it has used.
More than GROWTH is harm.
"""

import argparse
import collections
import concurrent.futures
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "live"))
sys.dont_write_bytecode = True

import harness  # noqa: E402
import program  # noqa: E402
import snapshot  # noqa: E402

GROWTH = 8192  # KiB
APP = "VALUE = %d\ndef f():\n    return VALUE, %d\n"
HEAD = """
import app, threading, time
from app import f
def spawn(n, g):
    for _ in range(n): threading.Thread(target=g, daemon=True).start()
"""

# The main thread answers, others are as described.
THREADS = {
    "sleeping": "spawn(1, lambda: time.sleep(1e6))",
    "busy": "def g():\n    while True: sum(range(1000))\nspawn(1, g)",
    "busy threads": "def g():\n    while True: sum(range(1000))\nspawn(8, g)",
    "malloc in C": "import zlib\ndef g():\n    while True: zlib.compress(bytes(9000))\nspawn(50, g)",
    # importlib.reload() takes the module out of sys.modules for a moment: with a third thread that wants the GIL, whosever it
    # is, two of them meet there within seconds ("module colorsys not in sys.modules").
    "import storm": "import importlib, json.decoder, colorsys\ndef g():\n    while True:\n"
                    "        try: importlib.reload(colorsys)\n        except ImportError: pass\nspawn(2, g)",
    "dlopen loop": "import ctypes, _ctypes\ndef g():\n"
                   "    while True: _ctypes.dlclose(ctypes.CDLL('libm.so.6')._handle)\nspawn(1, g)",
    "signals 1 kHz": "import signal\nn = [0]\ndef h(*a): n[0] += 1\nsignal.signal(signal.SIGALRM, h)\n"
                     "signal.setitimer(signal.ITIMER_REAL, .001, .001)",
    "fork storm": "import os\ndef g():\n    while True:\n        p = os.fork()\n        if not p: os._exit(0)\n"
                  "        os.waitpid(p, 0)\nspawn(1, g)",
    "subprocess storm": "import subprocess\ndef g():\n    while True: subprocess.call(['/bin/true'])\nspawn(1, g)",
    "500 threads": "e = threading.Event()\nspawn(500, e.wait)",
    "thread churn": "def g():\n    while True:\n        t = threading.Thread(target=int); t.start(); t.join()\nspawn(3, g)",
    "gc.collect": "import gc\ndef g():\n    while True: gc.collect()\nspawn(1, g)",
    "deep recursion": "import sys\nsys.setrecursionlimit(20000)\nthreading.stack_size(512 << 20)\n"
                      "def d(n): return d(n - 1) if n else time.sleep(.01)\ndef g():\n    while True: d(5000)\nspawn(1, g)",
    "sqlite": "import sqlite3\ndef g():\n    c = sqlite3.connect(':memory:')\n"
              "    while True: c.execute('select 1').fetchall()\nspawn(4, g)",
    "OpenSSL": "import hashlib, ssl\ndef g():\n    while True: hashlib.sha256(b'x' * 100000).digest(); "
               "ssl.RAND_bytes(4000)\nspawn(4, g)",
    "asyncio busy": "import asyncio\nasync def w():\n    while True: await asyncio.sleep(0)\n"
                    "def g(): asyncio.new_event_loop().run_until_complete(w())\nspawn(1, g)",
    "exceptions": "def g():\n    while True:\n        try: {}['x']\n        except KeyError: pass\nspawn(2, g)",
    "generators": "def count():\n    yield from range(100)\ndef g():\n    while True: sum(count())\nspawn(2, g)",
    "GIL kept 20 ms": "import ctypes\nC = ctypes.PyDLL(None)\ndef g():\n    while True: C.usleep(20000)\nspawn(1, g)",
}
STEADY = ("sleeping", "busy", "busy threads", "500 threads", "exceptions", "generators", "gc.collect")

# Another thread answers, the main thread is in this call.
MAIN = {
    "join": "t = threading.Thread(target=time.sleep, args=(1e6,), daemon=True)\nt.start()\n_ready()\nt.join()",
    "accept": "import socket\ns = socket.create_server(('127.0.0.1', 0))\n_ready()\ns.accept()",
    "select": "import select, os\nr, w = os.pipe()\n_ready()\nselect.select([r], [], [])",
    "epoll": "import select\ne = select.epoll()\n_ready()\ne.poll()",
    "read": "import os\nr, w = os.pipe()\n_ready()\nos.read(r, 1)",
    "pause": "import signal\n_ready()\nsignal.pause()",
    "futex": "l = threading.Lock()\nl.acquire()\n_ready()\nl.acquire()",
    "asyncio idle": "import asyncio\nasync def w():\n    _ready()\n    await asyncio.sleep(1e6)\nasyncio.run(w())",
}


def soak(python, name, runs):
    test = harness.Test(python, tempfile.mkdtemp(prefix="soak-"))
    counts = collections.Counter()
    wrong, growth, value, i = "", 0, 0, 0
    in_main = name in MAIN
    try:
        target = program.Program(test, {"app.py": APP % (0, 0)}, HEAD + (MAIN[name] if in_main else THREADS[name]),
                                 serve="thread" if in_main else True)
        program.tool(target.pid, "app")  # what is made once and kept
        before = target.snapshot()
        for i in range(1, runs + 1):
            target.write("app.py", APP % (i, i))
            run = program.tool("--timeout", 20, target.pid, "app")
            counts[run.status] += 1
            if run.status == 0:
                value = i
            target.expect("f()", (value, value))
            if i == max(min(10, runs), runs // 10):
                growth = -snapshot.resident(target.pid)
        target.check_unharmed(before, wait=10, steady=False)
        if in_main or name in STEADY:
            wrong = "; ".join(snapshot.task_differences(before, target.snapshot(), True))
        growth += snapshot.resident(target.pid)
        if growth > GROWTH and not wrong:
            wrong = "%d KiB more memory" % growth
    except AssertionError as e:
        wrong = "run %d: %s" % (i, str(e)[:300])
    finally:
        test.end()
    refused = ", ".join("%d x exit %d" % (n, s) for s, n in sorted(counts.items()) if s)
    print("%-18s %-12s %6d %8d  %-14s %6d  %s" % (
        ("in " if in_main else "") + name, os.path.basename(os.path.realpath(python)), sum(counts.values()), counts[0],
        refused or "-", growth, wrong or "unharmed"), flush=True)
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("-j", type=int, default=1)
    parser.add_argument("-k", default="")
    parser.add_argument("python", nargs="*", default=["/usr/bin/python3"])
    options = parser.parse_args()
    print("%-18s %-12s %6s %8s  %-14s %6s  %s" % ("state", "python", "tries", "applied", "refused", "KiB", "target"))
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        results = list(pool.map(lambda job: soak(*job), [
            (python, name, options.n) for python in options.python for name in [*MAIN, *THREADS] if options.k in name]))
    print("%d states, %d harmed" % (len(results), results.count(False)))
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
