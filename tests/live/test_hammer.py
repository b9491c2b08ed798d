"""Eight threads and an event loop use a module while it is reloaded again and again."""
import time

APP = """
import functools, threading
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
    return [{v}, part(), box.get(), V, *numbers(2)]
TABLE = {{"v": {v}}}
if {v} % 2:
    def extra(): return {v}
"""

MAIN = """
import app, asyncio, threading, time
from app import handle, Box
box, held, wrong, made, stop = Box(), app.handle, [], [0] * 9, []
def check(before, parts, after):
    # A commit in the middle of a call: it ends with the code it has.
    if before == after and parts != [before] * len(parts):
        wrong.append((before, parts, after))
def work(n):
    try:
        while not stop:
            for call in (handle, held, app.handle):
                check(app.V, call(box), app.V)
                made[n] += 1
            if n < 6: time.sleep(0.001)
    except BaseException as e:
        wrong.append(repr(e))
async def loop():
    try:
        while not stop:
            before = app.V
            tasks = [asyncio.ensure_future(app.answer(box)) for _ in range(3)]
            for task in tasks: check(before, await task, app.V)
            made[8] += 1
            await asyncio.sleep(0.0005)
    except BaseException as e:
        wrong.append(repr(e))
for n in range(8): threading.Thread(target=work, args=(n,), daemon=True).start()
threading.Thread(target=lambda: asyncio.run(loop()), daemon=True).start()
"""


def test_hammered(t):
    rounds = 200 if t.version in ((3, 8), (3, 11), (3, 13)) else 30
    p = t.target({"app.py": APP.format(v=1)}, MAIN)
    retries = 0
    while p.ask("all(made)") != "True":
        time.sleep(0.01)
    for v in range(2, rounds + 2):
        p.write("app.py", APP.format(v=v))
        run = p.reload("app", status=None)
        while run.status == 4:
            retries += 1
            run = p.reload("app", status=None)
        assert run.status == 0, run.out + run.err
    p.expect("wrong[:3], app.V, handle(box) == [app.V] * 10, app.handle is handle, hasattr(app, 'extra')",
             ([], rounds + 1, True, True, bool((rounds + 1) % 2)))
    p.expect("all(made), app.calls >= sum(made[:8]) - 1", (True, True))
    t.note("%d reloads, %d retries, %s calls" % (rounds, retries, p.ask("sum(made)")))
