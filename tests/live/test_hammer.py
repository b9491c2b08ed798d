"""Eight threads and an event loop use a module while it is reloaded again and again."""
import time

from run import interpreters, outer

APP = """
import asyncio, functools, threading
V = {v}
LOCK = threading.Lock()
calls = 0
def counted(f):
    @functools.wraps(f)
    def inner(*args):
        global calls
        with LOCK: calls += 1
        return f(*args)
    return inner
def part(): return {v}
class Box:
    size = {v}
    def get(self): return {v}
    @property
    def prop(self): return {v}
    @classmethod
    def make(cls): return cls()
def nested():
    def inner(): return {v}
    return inner()
def numbers(n):
    for _ in range(n): yield {v}
@counted
def handle(box):
    return [{v}, part(), box.get(), box.prop, Box.make().get(), nested(), V, Box.size, TABLE["v"], (lambda: {v})()]
async def answer(box):
    own, began = {v}, (V, [part(), box.prop, nested()], V)
    {waits}
    return own, {v}, began, (V, [part(), box.get(), *numbers(2)], V)
async def late(box):
    own, began = {v}, V
    {waits}
    while V == began: await asyncio.sleep(0.001)
    return own, {v}, (V, [part(), box.get(), *numbers(2)], V)
TABLE = {{"v": {v}}}
if {v} % 2:
    def extra(): return {v}
"""

MAIN = """
import app, asyncio, threading, time
from app import handle, Box
box, held, wrong, made, across, stop = Box(), app.handle, [], [0] * 9, [0], []
NAMES = set(vars(app)) - {"extra"}
def check(before, parts, after):
    # A commit in the middle of a call: it ends with the code it has.
    if before == after and parts != [before] * len(parts):
        wrong.append((before, parts, after))
def work(n):
    try:
        while not stop:
            if not NAMES <= set(vars(app)):
                wrong.append(NAMES - set(vars(app)))
            for call in (handle, held, app.handle):
                check(app.V, call(box), app.V)
                made[n] += 1
            if n < 6: time.sleep(0.001)
    except BaseException as e:
        wrong.append(repr(e))
async def loop():
    try:
        late = asyncio.ensure_future(app.late(box))
        while not stop:
            tasks = [asyncio.ensure_future(app.answer(box)) for _ in range(3)]
            for task in tasks:
                first, last, began, ended = await task
                check(*began)
                check(*ended)
                # Suspended across a commit: it ends with the code that it began with.
                if first != last: wrong.append((first, last, began, ended))
            made[8] += 1
            if late.done():
                first, last, ended = late.result()
                check(*ended)
                if first != last: wrong.append((first, last, ended))
                across[0] += 1
                late = asyncio.ensure_future(app.late(box))
            await asyncio.sleep(0.0005)
    except BaseException as e:
        wrong.append(repr(e))
for n in range(8): threading.Thread(target=work, args=(n,), daemon=True).start()
threading.Thread(target=lambda: asyncio.run(loop()), daemon=True).start()
"""


def source(v):
    """Each answers with v alone; the coroutines of one are suspended more often than those of the next."""
    return APP.format(v=v, waits="; ".join(["await asyncio.sleep(0)"] * (3 - v % 3)))


def reload(p, text):
    """How often it took to be tried once more."""
    p.write("app.py", text)
    run, retries = p.reload("app", status=None), 0
    while run.status == 4:
        run, retries = p.reload("app", status=None), retries + 1
    assert run.status == 0, run.out + run.err
    return retries


def test_hammered(t):
    rounds = 200 if t.python in outer(interpreters()[0]) else 30
    p = t.target({"app.py": source(1)}, MAIN)
    while p.ask("all(made)") != "True":
        time.sleep(0.01)
    retries = sum(reload(p, source(v)) for v in range(2, rounds + 2))
    p.expect("wrong[:3], app.V, handle(box) == [app.V] * 10, app.handle is handle, hasattr(app, 'extra')",
             ([], rounds + 1, True, True, bool((rounds + 1) % 2)))
    p.expect("all(made), app.calls >= sum(made[:8]) - 1, across[0] >= %d" % (rounds // 2), (True, True, True))
    t.note("%d reloads, %d retries, %s calls, %s coroutines from one source to a later one" % (
        rounds, retries, p.ask("sum(made)"), p.ask("across[0]")))


def test_a_top_level_that_takes_its_time(t):
    """While the new one runs, for 0.3 s, nobody misses a name or meets a half."""
    slow = "import time\nSLOW = time.sleep(0.3 + %d * 0)\n"
    p = t.target({"app.py": source(1) + slow % 1}, MAIN)
    while p.ask("all(made)") != "True":
        time.sleep(0.01)
    for v in range(2, 6):
        before = int(p.ask("sum(made)"))
        reload(p, source(v) + slow % v)
        p.expect("wrong[:3], app.V, handle(box) == [app.V] * 10, sum(made) - %d > 100" % before, ([], v, True, True))
