"""Whatever the process is doing at that moment: it is reloaded, and goes on as if nothing was."""

import errno
import os
import statistics
import subprocess
import textwrap
import time

import harness

VERSION = """
VALUE = %d
hits = {}
def f():
    return VALUE, %d
def hit(key):
    hits[key] = hits.get(key, 0) + 1
class C:
    def m(self):
        return %d
"""

# The main thread is free for the moment under test; another one answers.
FRAME = """
import threading, time, app
from app import f, C
obj, out = C(), []
def timed(call):
    began = time.monotonic()
    return call(), round((time.monotonic() - began) * 1000)
"""
ANSWERS = """
threading.Thread(target=_serve, args=(globals(),), daemon=True).start()
"""
STAY = """
_stay = threading.Event()
_stay.wait()
"""


def source(number):
    return VERSION % ((number,) * 3)


def start(t, setup, act, **options):
    """A process whose main thread does `act`; its thread answers once `setup` is done."""
    body = harness.SERVE + FRAME + textwrap.dedent(setup) + ANSWERS + textwrap.dedent(act) + STAY
    p = t.target({"app.py": source(1)}, body, serve=False, **options)
    text = p.line()
    assert text == "ready", text
    time.sleep(0.05)
    return p


def flip(p, rounds=12, threads=True, pause=0.0):
    """v1 -> v2 -> v1 ..., each seen by old and new references."""
    runs = []
    for i in range(rounds):
        number = 1 + (i + 1) % 2
        p.write("app.py", source(number))
        runs.append(p.reload("app", threads=threads))
        p.expect("f(), app.f(), obj.m(), C().m(), app.VALUE",
                 ((number, number), (number, number), number, number, number))
        time.sleep(pause)
    return runs


def eventually(p, expression, value, seconds=10):
    end = time.time() + seconds
    while p.ask(expression) != repr(value) and time.time() < end:
        time.sleep(0.01)
    p.expect(expression, value)


def advances(p, expression, least=1):
    """The target's own work goes on."""
    before, end = int(p.ask(expression)), time.time() + 10
    while int(p.ask(expression)) < before + least:
        assert time.time() < end, "%s stays at %d" % (expression, before)
        time.sleep(0.01)


def blocked(t, setup, call, release=None, value=None):
    """The main thread waits in `call` over all reloads, and ends it for the right reason."""
    p = start(t, setup, "out.append(%s)" % call)
    flip(p)
    p.expect("out", [])
    if release:
        p.ask(release)
        eventually(p, "out", [value])


# --- waiting -----------------------------------------------------------------------------

def test_sleep(t):
    blocked(t, "", "time.sleep(1000)")


def test_select(t):
    blocked(t, "import os, select\nr, w = os.pipe()", "select.select([r], [], [])[0] == [r]",
            "os.write(w, b'x')", True)


def test_epoll(t):
    blocked(t, "import os, select\nr, w = os.pipe()\ne = select.epoll()\ne.register(r, select.EPOLLIN)",
            "e.poll() == [(r, 1)]", "os.write(w, b'x')", True)


def test_join(t):
    blocked(t, "go = threading.Event()\nth = threading.Thread(target=go.wait)\nth.start()",
            "(th.join(), th.is_alive())[1]", "go.set()", False)


def test_queue_get(t):
    blocked(t, "import queue\nq = queue.Queue()", "q.get()", "q.put('item')", "item")


def test_event_wait(t):
    blocked(t, "ev = threading.Event()", "ev.wait()", "ev.set()", True)


def test_accept(t):
    blocked(t, """
        import socket
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(5)
        clients = []
    """, "listener.accept()[0].recv(10)",
            "(clients.append(socket.create_connection(listener.getsockname())),"
            " clients[0].sendall(b'hello'))", b"hello")


def test_read_pipe(t):
    blocked(t, "import os\nr, w = os.pipe()", "os.read(r, 10)", "os.write(w, b'text')", b"text")


def test_wait_for_child(t):
    blocked(t, "import subprocess\nchild = subprocess.Popen(['sleep', '1000'])", "child.wait()",
            "child.kill()", -9)


def test_sigwait(t):
    blocked(t, """
        import os, signal
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    """, "int(signal.sigwait([signal.SIGUSR1]))", "os.kill(os.getpid(), signal.SIGUSR1)", 10)


def check_timed(t, call, result, ms):
    p = start(t, "lock = threading.Lock()\nlock.acquire()", "out.append(timed(lambda: %s))" % call)
    flip(p, 10, pause=0.04)
    eventually(p, "len(out)", 1)
    got, took = eval(p.ask("out[0]"))
    assert got == result and ms <= took < ms + 400, (got, took)


def test_lock_with_timeout(t):
    check_timed(t, "lock.acquire(timeout=1.5)", False, 1500)


def test_sleep_with_an_end(t):
    check_timed(t, "time.sleep(1.5)", None, 1500)


# --- C calls that must not see us --------------------------------------------------------

LONE = """
import ctypes, errno, os, select, signal, socket, struct, time
import app
libc = ctypes.CDLL(None, use_errno=True)
class timespec(ctypes.Structure):
    _fields_ = [("s", ctypes.c_long), ("ns", ctypes.c_long)]
def span(ms):
    return ctypes.byref(timespec(ms // 1000, ms % 1000 * 1000000))
def later(ms):
    at = time.clock_gettime_ns(time.CLOCK_REALTIME) + ms * 1000000
    return ctypes.byref(timespec(at // 10**9, at % 10**9))
log = open("log", "a", buffering=1)
"""
LOOP = """
while True:
    ctypes.set_errno(77)
    began = time.monotonic_ns()
    result = CALL
    error = ctypes.get_errno()
    took = (time.monotonic_ns() - began) // 1000
    log.write(repr((result, error, took, app.f()[0])) + "\\n")
"""
MS = 300


def log_of(p):
    try:
        with open(os.path.join(p.dir, "log")) as f:
            return [eval(line) for line in f.read().splitlines(True) if line.endswith("\n")]
    except FileNotFoundError:
        return []


def wait_log(p, length, seconds=10):
    end = time.time() + seconds
    while len(log_of(p)) < length:
        assert p.process.poll() is None, "the target has ended"
        assert time.time() < end, "the target does not go on: %s" % log_of(p)[-3:]
        time.sleep(0.01)
    return log_of(p)


def lone(t, call, result=0, error=77, setup="", late=True, eintr=False):
    """The one and only thread is in a C call of MS milliseconds, which must see nothing of it."""
    main = LONE + textwrap.dedent(setup) + LOOP.replace("CALL", call.replace("MS", str(MS)))
    p = t.target({"app.py": source(1)}, main, serve=False)
    wait_log(p, 1)
    number, attempts = 1, 0
    for _ in range(4):
        for _ in range(3):
            number = 3 - number
            p.write("app.py", source(number))
            run = p.reload("app")
            assert run.doc["updated"], run.out
            attempts += run.doc["attempts"]
            time.sleep(0.05)
        assert wait_log(p, len(log_of(p)) + 1)[-1][3] == number, log_of(p)
    log = log_of(p)
    if eintr:
        ended = [entry for entry in log if entry[:2] == (-1, errno.EINTR)]
        assert len(ended) <= 12, "more than one for each of 12 stops: %s" % ended
        log = [entry for entry in log if entry not in ended]
    wrong = [entry for entry in log if entry[:2] != (result, error) or entry[2] < MS * 1000 - 1000]
    assert not wrong, "of %d calls: (result, errno, microseconds, version) %s" % (len(log), wrong)
    took = [entry[2] / 1000 for entry in log] or [MS]
    t.note("%d calls of %d ms took %.0f to %.0f, median %.0f" % (
        len(log), MS, min(took), max(took), statistics.median(took)))
    # A call that starts over with its whole time takes about 150 ms more.
    if late:
        assert statistics.median(took) < MS + 80, took


def test_c_poll(t):
    lone(t, "libc.poll(None, 0, MS)")


def test_c_ppoll(t):
    lone(t, "libc.ppoll(None, 0, span(MS), None)")


def test_c_select(t):
    lone(t, "libc.select(0, None, None, None, ctypes.byref(timespec(0, MS * 1000)))")


def test_c_nanosleep(t):
    lone(t, "libc.nanosleep(span(MS), None)")


def test_c_clock_nanosleep(t):
    lone(t, "libc.clock_nanosleep(1, 0, span(MS), None)")


def test_c_usleep(t):
    lone(t, "libc.usleep(MS * 1000)")


def test_c_sem_timedwait(t):
    lone(t, "libc.sem_timedwait(sem, later(MS))", -1, 110,
         "sem = ctypes.create_string_buffer(64)\nlibc.sem_init(sem, 0, 0)")


# The kernel ends these four with EINTR for any stop, even without a signal: see signal(7).
# Starting them over would wait for the whole time again; the kernel leaves that to the program.

def test_c_epoll_wait(t):
    lone(t, "libc.epoll_wait(ep, events, 1, MS)", 0, 77,
         "ep = libc.epoll_create1(0)\nevents = ctypes.create_string_buffer(64)", late=False, eintr=True)


def test_c_sigtimedwait(t):
    lone(t, "libc.sigtimedwait(ctypes.byref(mask), None, span(MS))", -1, 11,
         "mask = (ctypes.c_ulong * 16)(1 << 9)\nlibc.sigprocmask(0, ctypes.byref(mask), None)",
         late=False, eintr=True)


def test_c_semtimedop(t):
    lone(t, "libc.semtimedop(sem, op, 1, span(MS))", -1, 11, """
        sem = libc.semget(0, 1, 0o600)
        op = struct.pack("HhH", 0, -1, 0)
        # Gone with the process that made it.
        if os.fork() == 0:
            import atexit
            parent = os.getppid()
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, 1), os.dup2(null, 2)
            while os.getppid() == parent:
                time.sleep(0.05)
            libc.semctl(sem, 0, 0)
            os._exit(0)
    """, late=False, eintr=True)


def test_c_recv_with_timeout(t):
    lone(t, "libc.recv(a.fileno(), buffer, 10, 0)", -1, 11, """
        a, b = socket.socketpair()
        a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, %d))
        buffer = ctypes.create_string_buffer(10)
    """ % (MS * 1000), late=False, eintr=True)


def test_c_calls_in_threads(t):
    """Several threads in C calls with errno of their own; the main thread waits in Python."""
    p = start(t, """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        wrong, done, stop = [], [0] * 6, []
        def loop(i, ms, call):
            while not stop:
                ctypes.set_errno(1000 + i)
                result, took = timed(lambda: call(ms))
                got = result, ctypes.get_errno(), took >= ms
                if got != (0, 1000 + i, True):
                    wrong.append((i, result, got[1], took))
                done[i] += 1
        calls = [lambda ms: libc.poll(None, 0, ms), lambda ms: libc.usleep(ms * 1000)]
        for i in range(6):
            threading.Thread(target=loop, args=(i, 20 + 30 * i, calls[i % 2]), daemon=True).start()
    """, "")
    flip(p, 25)
    p.ask("stop.append(1)")
    eventually(p, "wrong, min(done) > 1", ([], True))


# --- working -----------------------------------------------------------------------------

def test_busy_loop(t):
    p = start(t, "n = 0\n", "while True:\n    n += 1\n    app.hit('main')\n")
    flip(p)
    advances(p, "app.hits['main']", 1000)
    # Between the two there is at most one call under way.
    p.expect("0 <= (lambda a, b: b - a)(app.hits['main'], n) < 100000", True)


def test_lone_busy_loop(t):
    main = """
        import app, time
        log = open("log", "a", buffering=1)
        n, seen = 0, app.f()
        log.write("0\\n")
        while True:
            n += 1
            app.hit("main")
            if app.f() != seen:
                seen = app.f()
                log.write(repr((seen, n, app.hits["main"])) + "\\n")
    """
    p = t.target({"app.py": source(1)}, main, serve=False)
    wait_log(p, 1)
    for i in range(20):
        number = 1 + (i + 1) % 2
        p.write("app.py", source(number))
        p.reload("app")
        seen, n, hits = wait_log(p, i + 2)[-1]
        assert seen[1] == number and n == hits, (number, seen, n, hits)


def test_twenty_busy_threads(t):
    p = start(t, """
        counts = [0] * 20
        def work(i):
            own = C()
            while True:
                for _ in range(100):
                    assert own.m() in (1, 2)
                counts[i] += 1
        for i in range(20):
            threading.Thread(target=work, args=(i,), daemon=True).start()
    """, "")
    flip(p, 10)
    before = eval(p.ask("list(counts)"))
    eventually(p, "all(a > b for a, b in zip(counts, %r))" % before, True)


def test_asyncio_idle(t):
    p = start(t, """
        import asyncio
        loop = asyncio.new_event_loop()
        def call(function):
            return asyncio.run_coroutine_threadsafe(function(), loop).result(5)
        async def answer():
            await asyncio.sleep(0.01)
            return app.f()[1]
    """, "loop.run_forever()")
    flip(p)
    p.expect("call(answer)", 1)


def test_asyncio_busy(t):
    p = start(t, """
        import asyncio
        loop = asyncio.new_event_loop()
        turns, late = [0] * 8, []
        async def spin(i):
            while True:
                await asyncio.sleep(0 if i % 2 else 0.001)
                if app.f()[1] not in (1, 2):
                    late.append(app.f())
                turns[i] += 1
        for i in range(8):
            loop.create_task(spin(i))
    """, "loop.run_forever()")
    flip(p)
    before = eval(p.ask("list(turns)"))
    eventually(p, "all(a > b for a, b in zip(turns, %r))" % before, True)
    p.expect("late", [])


def test_signals(t):
    p = start(t, """
        import signal
        caught, got = 0, set()
        def handler(number, frame):
            global caught
            caught += 1
            got.add(number == signal.SIGALRM and app.f()[1] in (1, 2))
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    """, "while True:\n    time.sleep(0.5)\n")
    before = int(p.ask("caught"))
    began = time.time()
    flip(p, 20)
    advances(p, "caught", 100)
    took = time.time() - began
    t.note("%d signals in %.2f s" % (int(p.ask("caught")) - before, took))
    p.expect("got", {True})


def test_signals_on_a_lone_thread(t):
    main = """
        import app, signal, time
        caught, work = 0, 0
        def handler(number, frame):
            global caught
            caught += 1
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        log = open("log", "a", buffering=1)
        while True:
            before, began = caught, time.monotonic()
            work = sum(range(2000))
            time.sleep(0.02)
            took = time.monotonic() - began
            log.write(repr((work, took >= 0.02, caught > before, app.f()[1])) + "\\n")
    """
    p = t.target({"app.py": source(1)}, main, serve=False)
    wait_log(p, 1)
    for i in range(15):
        number = 1 + (i + 1) % 2
        p.write("app.py", source(number))
        p.reload("app")
        # The second one from here began after the run.
        assert wait_log(p, len(log_of(p)) + 2)[-1][3] == number, log_of(p)[-3:]
    assert {entry[:3] for entry in log_of(p)} == {(1999000, True, True)}, log_of(p)


def test_malloc(t):
    p = start(t, """
        import json
        big = {"k%d" % i: [i, str(i) * 20, {"x": [1.5] * 10}] for i in range(300)}
        turns, wrong = [0] * 3, []
        def churn(i):
            while True:
                if json.loads(json.dumps(big)) != big:
                    wrong.append(i)
                turns[i] += 1
        for i in (1, 2):
            threading.Thread(target=churn, args=(i,), daemon=True).start()
    """, "churn(0)")
    flip(p, 20)
    before = eval(p.ask("list(turns)"))
    eventually(p, "all(a > b for a, b in zip(turns, %r))" % before, True)
    p.expect("wrong", [])


def test_thread_churn(t):
    p = start(t, "made, ran, lost = 0, [], []\n", """
        while True:
            several = [threading.Thread(target=lambda: ran.append(app.f()[1])) for _ in range(4)]
            for th in several:
                th.start()
            for th in several:
                th.join(10)
                if th.is_alive():
                    lost.append(th)
            made += 4
    """)
    flip(p, 20, threads=False)
    advances(p, "made", 40)
    p.expect("lost, 0 <= len(ran) - made <= 4, set(ran) <= {1, 2}", ([], True, True))


def test_fork_storm(t):
    p = start(t, "import subprocess\nran, bad = 0, []\n", """
        while True:
            try:
                code = subprocess.run(["true"], timeout=10).returncode
            except Exception as e:
                code = repr(e)
            if code != 0:
                bad.append(code)
            ran += 1
    """)
    flip(p, 25, threads=False)
    advances(p, "ran", 10)
    p.expect("bad", [])


def test_forked_children_work(t):
    """A child forked at any moment can load a library, make a thread and run the module."""
    p = start(t, """
        import ctypes, json, os, signal, warnings
        warnings.simplefilter("ignore")  # 3.12 and later warn of a fork beside threads
        ran, bad, codes = 0, [], []
        def child():
            signal.alarm(10)
            ctypes.CDLL("libm.so.6")
            ctypes.CDLL("libutil.so.1")
            th = threading.Thread(target=json.dumps, args=(list(range(500)),))
            th.start()
            th.join()
            os._exit(40 + app.f()[1])
        ctypes.CDLL("libm.so.6")
    """, """
        while True:
            pid = os.fork()
            if pid == 0:
                try:
                    child()
                finally:
                    os._exit(99)
            code = os.waitpid(pid, 0)[1]
            if code not in (41 << 8, 42 << 8):
                bad.append(code)
            ran += 1
    """)
    flip(p, 25, threads=False)
    advances(p, "ran", 5)
    p.expect("bad", [])


# The lock of CPython's list of thread states is a semaphore, which our thread posts late.
LATE_POST = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <semaphore.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>
int sem_post(sem_t *semaphore)
{
	int (*post)(sem_t *) = (int (*)(sem_t *))dlsym(RTLD_NEXT, "sem_post");
	char name[16] = "";
	prctl(PR_GET_NAME, name);
	if (!strcmp(name, "pyreload-attach"))
		usleep(20000);
	return post(semaphore);
}
"""


def test_fork_while_our_state_is_made(t):
    """Until 3.12 a child born meanwhile waited for ever for the lock it had inherited (gh-112275)."""
    library = os.path.join(t.dir, "late.so")
    subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", library, "-ldl"], input=LATE_POST, text=True, check=True)
    p = start(t, """
        import os, warnings
        warnings.simplefilter("ignore")
        ran = 0
    """, """
        while True:
            pid = os.fork()
            if pid == 0:
                os._exit(0)
            os.waitpid(pid, 0)
            ran += 1
    """, env={"LD_PRELOAD": library})
    flip(p, 6, threads=False)
    advances(p, "ran", 10)


def test_tracemalloc(t):
    """Its allocator takes the GIL, also while our thread has no state yet."""
    p = start(t, "import tracemalloc\ntracemalloc.start()\n", "while True: time.sleep(0.01)")
    flip(p)
    assert int(p.ask("tracemalloc.get_traced_memory()[1]")) > 0


# Exact results or a complaint: vector registers, x87, big copies, hashes without the GIL.
NUMBERS = """
import array, ctypes, hashlib, math, struct, zlib
text = bytes(range(256)) * 8192
numbers = array.array("d", [math.sin(i) for i in range(20000)])
libm = ctypes.CDLL("libm.so.6")
libm.powl.restype = ctypes.c_longdouble
libm.powl.argtypes = [ctypes.c_longdouble] * 2
libc = ctypes.CDLL(None)
libc.memcpy.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
def compute():
    into = ctypes.create_string_buffer(len(text))
    libc.memcpy(into, text, len(text))
    return (sum(numbers), math.fsum(numbers), sum(x * 1.000001 for x in numbers[:3000]),
            hashlib.sha256(text).hexdigest(), hashlib.sha1(into.raw).hexdigest(),
            hashlib.blake2b(text).hexdigest(), zlib.crc32(text), zlib.adler32(into.raw),
            hash(bytes(bytearray(text))), text.count(b"\\x07\\x08"), into.raw == text,
            [libm.powl(1.0001, k) for k in range(200)],
            struct.pack("200f", *numbers[:200]), str(7 ** 3000))
truth = compute()
"""


def test_exact_results(t):
    p = start(t, NUMBERS + textwrap.dedent("""
        rounds, wrong = [0] * 4, []
        def check(i):
            while True:
                got = compute()
                if got != truth:
                    wrong.append((i, [k for k in range(len(got)) if got[k] != truth[k]]))
                rounds[i] += 1
        for i in (1, 2, 3):
            threading.Thread(target=check, args=(i,), daemon=True).start()
    """), "check(0)")
    flip(p, 20)
    before = eval(p.ask("list(rounds)"))
    eventually(p, "all(a > b for a, b in zip(rounds, %r))" % before, True)
    p.expect("wrong", [])


def test_exact_results_on_a_lone_thread(t):
    main = NUMBERS + textwrap.dedent("""
        import app
        log = open("log", "a", buffering=1)
        while True:
            got = compute()
            log.write(repr(([k for k in range(len(got)) if got[k] != truth[k]], app.f()[1])) + "\\n")
    """)
    p = t.target({"app.py": source(1)}, main, serve=False)
    wait_log(p, 1)
    for i in range(25):
        number = 1 + (i + 1) % 2
        p.write("app.py", source(number))
        p.reload("app")
        assert wait_log(p, len(log_of(p)) + 2)[-1][1] == number, log_of(p)[-3:]
    assert not [entry for entry in log_of(p) if entry[0]], log_of(p)


# --- how long, how early -----------------------------------------------------------------

def test_how_long_it_stops(t):
    p = start(t, "", "time.sleep(1000)")
    stops = [run.doc["times"]["stop_ms"] for run in flip(p, 30)]
    t.note("stopped for %.3f ms at the median, %.3f at most" % (statistics.median(stops), max(stops)))


def test_right_after_start(t):
    """While the interpreter starts up: a refusal or a reload, and always a sound process."""
    body = harness.SERVE + "import json, decimal, app\nfrom app import f\n_serve(globals())\n"
    seen = []
    for i in range(20):
        p = t.target({"app.py": source(1)}, body, serve=False)
        time.sleep(i * 0.060 / 19)
        p.write("app.py", source(2) + "# the second\n")
        run = harness.tool(p.pid, "app")
        seen.append(run.status)
        assert run.status in (0, 1, 3, 4), "after %d ms: %d %s %s" % (i * 3, run.status, run.out, run.err)
        text = p.line()
        assert text == "ready", "after %d ms (exit %d): %s" % (i * 3, run.status, text)
        p.expect("1 + 1", 2)
        if run.status == 0:
            p.expect("f(), app.VALUE", ((2, 2), 2))
        now = harness.Snapshot(p.pid)
        assert len(now.tasks) == 1 and now.tracer == "0", (now.tasks, now.tracer)
        assert not now.executable_anonymous(), now.executable_anonymous()
        p.write("app.py", source(3))
        p.reload("app")
        p.expect("f(), app.VALUE", ((3, 3), 3))
        p.end()
    t.note("exit statuses by time: " + " ".join(map(str, seen)))
