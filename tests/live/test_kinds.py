"""Kinds of processes: whatever the threads are doing, they go on as if nothing had been."""

from program import Program, poll

APP = "LIMIT = %d\ndef f(): return (%d, LIMIT)\n"
POLL, SELECT, NANOSLEEP, FUTEX, EPOLL, CLOCK_NANOSLEEP, PSELECT = 7, 23, 35, 202, 232, 230, 270
ROUNDS = 4

# One thread does step() over and over, and answers in between.
SINGLE = """
import app, time
from app import f
%s
log = []
_ready()
while True:
    _began = time.monotonic()
    _result = step()
    log.append((_result, time.monotonic() - _began))
    del log[:-5000]
    _serve(globals(), False)
"""

CTYPES = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
"""


def reload_rounds(p, blocked_in=(), **checks):
    """Reload back and forth, each time right at once."""
    for i in range(2, 2 + ROUNDS):
        if blocked_in:
            p.wait_blocked(*blocked_in)
        p.write("app.py", APP % (i, i))
        p.reload("app", **checks)
        p.expect("f(), app.f(), app.LIMIT", ((i, i), (i, i), i))


def log_of(p):
    """What step() returned each time, and how long it took."""
    entries = eval(p.ask("log"))
    assert len(entries) >= 2, entries
    return entries


def blocked(t, step, blocked_in, result, seconds):
    """A blocking call that is never cut short, never fails and never waits anew."""
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % step, serve="loop")
    reload_rounds(p, blocked_in)
    entries = log_of(p)
    for value, took in entries:
        assert value == result, entries
        assert took >= seconds - 0.001, "returned early: %s" % entries
        assert took < 2 * seconds, "waited anew: %s" % entries


def test_time_sleep(t):
    blocked(t, "def step(): return time.sleep(0.4)",
            (SELECT, PSELECT, NANOSLEEP, CLOCK_NANOSLEEP), None, 0.4)


def test_select(t):
    blocked(t, "import select\ndef step(): return select.select([], [], [], 0.4)",
            (SELECT, PSELECT), ([], [], []), 0.4)


def test_poll_of_libc(t):
    blocked(t, CTYPES + "def step():\n"
            "    ctypes.set_errno(0)\n    return libc.poll(None, 0, 400), ctypes.get_errno()\n",
            (POLL,), (0, 0), 0.4)


def test_select_of_libc(t):
    blocked(t, CTYPES + "tv = (ctypes.c_long * 2)()\n"
            "def step():\n    tv[:] = [0, 400000]\n    ctypes.set_errno(0)\n"
            "    return libc.select(0, None, None, None, tv), ctypes.get_errno()\n",
            (SELECT, PSELECT), (0, 0), 0.4)


def test_nanosleep_of_libc(t):
    blocked(t, CTYPES + "want = (ctypes.c_long * 2)(0, 400000000)\n"
            "def step():\n    ctypes.set_errno(0)\n"
            "    return libc.nanosleep(want, None), ctypes.get_errno()\n",
            (NANOSLEEP, CLOCK_NANOSLEEP), (0, 0), 0.4)


def test_lock_with_a_timeout(t):
    blocked(t, "import threading\nlock = threading.Lock()\nlock.acquire()\n"
            "def step(): return lock.acquire(timeout=0.4)", (FUTEX,), False, 0.4)


def test_busy_loop(t):
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % "def step(): return sum(range(3000))",
                serve="loop")
    reload_rounds(p)
    assert {value for value, took in log_of(p)} == {sum(range(3000))}


def test_busy_loop_that_polls(t):
    """It lets go of the GIL every two milliseconds, and has it back before anybody has woken up."""
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % """
import os, sys, threading
threading.Thread(target=int).start()
def step():
    end = time.monotonic() + 0.002
    while time.monotonic() < end: pass
""", serve="loop")
    # On 3.8 the first thread that ends loads libgcc_s, for pthread_exit() (bpo-44434).
    poll(lambda: len(p.snapshot().tasks) == 1, what="the end of the first thread")
    cpus, interval = p.ask("sorted(os.sched_getaffinity(0))"), p.ask("sys.getswitchinterval()")
    for i in range(2, 8):
        p.write("app.py", APP % (i, i) + "import os, threading\nseen = []\n"
                "th = threading.Thread(target=lambda: seen.append((%d, sorted(os.sched_getaffinity(0)))))\n"
                "th.start(); th.join()\n" % i)
        p.reload("app", steady=False)
        p.expect("f(), app.f(), app.LIMIT", ((i, i), (i, i), i))
        # Threads of the new code may run where the others do.
        assert p.ask("app.seen[-1][1]") == cpus
        assert p.ask("sys.getswitchinterval()") == interval
    p.write("app.py", "1 / 0\n")
    p.reload("app", status=1, steady=False)
    assert p.ask("sys.getswitchinterval()") == interval


def test_malloc_heavy_loop(t):
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % """
import json, random
random.seed(1)
def step():
    parts = [bytes([n % 251]) * random.choice((24, 600, 5000, 150000)) for n in range(40)]
    ok = all(part.count(part[:1]) == len(part) for part in parts)
    data = {str(n): [n, {"x": "y" * n}] for n in range(60)}
    ok = ok and json.loads(json.dumps(data)) == data
    return ok
""", serve="loop")
    reload_rounds(p, steady=False)
    assert all(value is True for value, took in log_of(p))


def test_1000_signals_a_second(t):
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % """
import signal
ticks = 0
def tick(*_):
    global ticks
    ticks += 1
signal.signal(signal.SIGALRM, tick)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
def step(): return sum(range(2000))
""", serve="loop")
    reload_rounds(p)
    before = int(p.ask("ticks"))
    poll(lambda: int(p.ask("ticks")) > before + 100, what="a hundred more signals")
    assert {value for value, took in log_of(p)} == {sum(range(2000))}


def test_signals_while_asleep(t):
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % """
import signal
ticks = 0
def tick(*_):
    global ticks
    ticks += 1
signal.signal(signal.SIGALRM, tick)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
def step(): return time.sleep(0.1)
""", serve="loop")
    reload_rounds(p)
    assert all(took >= 0.099 for value, took in log_of(p)), log_of(p)
    before = int(p.ask("ticks"))
    poll(lambda: int(p.ask("ticks")) > before + 100, what="a hundred more signals")


# A thread of its own answers, the main thread never returns.
THREADED = """
import app, queue, threading, time
from app import f
%s
"""


def test_main_thread_in_join(t):
    p = Program(t, {"app.py": APP % (1, 1)}, THREADED % """
gate = threading.Event()
worker = threading.Thread(target=gate.wait)
worker.start()
_ready()
worker.join()
time.sleep(1000)
""", serve="thread")
    reload_rounds(p, (FUTEX,))
    p.expect("worker.is_alive(), gate.is_set()", (True, False))


def test_main_thread_in_queue_get(t):
    p = Program(t, {"app.py": APP % (1, 1)}, THREADED % """
todo, done = queue.Queue(), []
_ready()
while True:
    done.append((todo.get(), f()))
""", serve="thread")
    reload_rounds(p, (FUTEX,))
    p.ask("todo.put('x')")
    poll(lambda: p.ask("done") != "[]")
    p.expect("done", [("x", (1 + ROUNDS, 1 + ROUNDS))])


def test_many_threads(t):
    p = Program(t, {"app.py": APP % (1, 1)}, THREADED % """
gate, beats, wrong = threading.Event(), [0] * 40, []
def idle(): gate.wait()
def sleeper(n):
    while True:
        time.sleep(0.01)
        beats[n] += 1
        seen = app.LIMIT
        a, b = f()
        # A call that began before the commit ends with the code it has: a may be old where b is new.
        if not seen <= a <= b: wrong.append((seen, a, b))
for n in range(40):
    threading.Thread(target=idle, daemon=True).start()
    threading.Thread(target=sleeper, args=(n,), daemon=True).start()
_ready()
while True:
    sum(range(1000))
""", serve="thread")
    reload_rounds(p)
    p.expect("wrong", [])
    before = eval(p.ask("beats"))
    poll(lambda: all(b > a for a, b in zip(before, eval(p.ask("beats")))),
         what="a beat of each thread", timeout=20)


def test_threads_that_come_and_go(t):
    p = Program(t, {"app.py": APP % (1, 1)}, THREADED % """
count, wrong = 0, []
def short():
    a, b = f()
    if a != b: wrong.append((a, b))
while True:
    threads = [threading.Thread(target=short) for _ in range(8)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    count += 8
    if count == 8: _ready()  # the first end of a thread has loaded what it takes
""", serve="thread")
    reload_rounds(p, steady=False)
    p.expect("wrong", [])
    before = int(p.ask("count"))
    poll(lambda: int(p.ask("count")) > before, what="another thread")


def test_asyncio_loop(t):
    p = Program(t, {"app.py": APP % (1, 1)}, """
import app, asyncio, time
from app import f
beats, wrong = [], []
async def beat():
    while True:
        began = time.monotonic()
        await asyncio.sleep(0.02)
        beats.append(time.monotonic() - began)
        seen = app.LIMIT
        a, b = f()
        # A call that began before the commit ends with the code it has: a may be old where b is new.
        if not seen <= a <= b: wrong.append((seen, a, b))
async def main():
    asyncio.get_running_loop().add_reader(0, _serve, globals(), False)
    tasks = [asyncio.ensure_future(beat()) for _ in range(10)]
    _ready()
    await asyncio.gather(*tasks)
asyncio.run(main())
""", serve="loop")
    reload_rounds(p)
    before = int(p.ask("len(beats)"))
    poll(lambda: int(p.ask("len(beats)")) > before + 20, what="twenty more beats")
    p.expect("wrong, min(beats) >= 0.019", ([], True))


def test_subprocesses_all_the_time(t):
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % """
import subprocess
def step(): return subprocess.call(["/bin/true"])
""", serve="loop")
    reload_rounds(p, steady=False)
    results = [value for value, took in log_of(p)]
    assert set(results) == {0}, results


def test_forks_all_the_time(t):
    """A child made while a run is under way is a copy of the process like any other."""
    p = Program(t, {"app.py": APP % (1, 1)}, SINGLE % """
import os
def step():
    child = os.fork()
    if not child:
        os._exit(7)
    status = os.waitpid(child, 0)[1]
    return status >> 8, status & 127
""", serve="loop")
    reload_rounds(p, steady=False)
    results = [value for value, took in log_of(p)]
    assert set(results) == {(7, 0)}, results


def test_stop_time(t):
    """How long an idle process is stopped: told, not judged."""
    p = Program(t, {"app.py": APP % (1, 1)}, "import app\n")
    times = {"stop_ms": [], "gil_ms": [], "commit_ms": []}
    whole = []
    for i in range(30):
        p.write("app.py", APP % (i, i))
        run = p.reload("app")
        whole.append(run.took * 1e3)
        for key, values in times.items():
            values.append(run.doc["times"][key])
    p.expect("app.f()", (29, 29))
    t.note("medians of 30 runs: stopped %.3f ms, GIL %.3f ms, commit %.3f ms, whole run %.1f ms" % (
        *(sorted(values)[15] for values in times.values()), sorted(whole)[15]))
