"""Counters that one line of the body begins, among other changes."""
import app
from app import Connection, Pool, Hourly, Timer

c1 = Pool.acquire("a")
Pool.release(c1)
c1 = Pool.acquire("a")
c2 = Connection("b")
Pool.release(c1)
hourly = Hourly()
hourly.fire()
idle, lock, live = Pool._idle, Pool._lock, Connection._live
stats = Connection.stats


def checks():
    s = stats()
    c3 = app.Connection("c")
    try:
        Connection("d")
        limited = False
    except OverflowError:
        limited = True
    return {
        "stats": s == {"total": 2, "live": 2, "max": 3},
        "ids": c3.id == "c3" and c1.id == 1 and c2.id == 2,
        "limit": limited and Connection.total == 3,
        "pool": Pool.ratio() == 0.5 and Pool._idle is idle and list(idle) == [c1] and Pool._lock is lock and Pool.errors == 0,
        "live": Connection._live is live and set(live) == {c1, c2, c3},
        "fired": hourly.fire() == 2 and Hourly.fired == 2,
        "registry": Timer.registry == {"Hourly": Hourly} and app.Hourly is Hourly,
    }
