import threading

import app
import other
from app import BY_NAME, COUNTS, JOBS, PLAIN, RECENT, STEPS, WINDOWS, Service

RECENT.extend([1, 2, 3])
BY_NAME["x"].append(1)
STEPS["at run time"] = 9
STEPS.move_to_end("a")
COUNTS["run"] += 5
WINDOWS["minute"].append(1)
minute, hour = WINDOWS["minute"], WINDOWS["hour"]
hour.append(2)
Service.recent.extend([1, 2])
Service.by_name["n"] += 1
PLAIN.append("z")
app.STATE.count = 7
state, lock = app.STATE, app.STATE.lock
lock.acquire()
app.TABLE["a"] = 1
app.QUEUE.append(1)
holder = [app.TABLE, app.QUEUE]
app.HITS[app.Kind.A] = 5
app.FLAGS["beta"], app.FLAGS["limit"] = True, 9
app.LOG.extend([1, 2])
app.failed = 3
got = []
waiting = threading.Thread(target=lambda: got.append(JOBS.get()), daemon=True)
waiting.start()


def served():
    app.JOBS.put("job")
    waiting.join(5)
    return got == ["job"]


def checks():
    return {
        "one deque": RECENT is app.RECENT is other.RECENT,
        "with its entries": list(RECENT) == [1, 2, 3],
        "and the new limit": RECENT.maxlen == 5 and (RECENT.extend([4, 5, 6]), list(RECENT))[1] == [2, 3, 4, 5, 6],
        "one defaultdict": BY_NAME is app.BY_NAME and BY_NAME["x"] == [1],
        "with another factory": BY_NAME["new"] == set(),
        "one OrderedDict, in order": STEPS is app.STEPS and list(STEPS.items())
            == [("first", 0), ("a", 1), ("b", 3), ("at run time", 9)],
        "which goes backwards": list(reversed(STEPS)) == ["at run time", "b", "a", "first"],
        "one Counter": COUNTS is app.COUNTS and COUNTS == {"a": 1, "b": 2, "run": 5},
        "one queue": JOBS is app.JOBS and JOBS.maxsize == 50,
        "who waits for it is served": served(),
        "a namespace": app.STATE is state and (state.count, state.limit) == (7, 11),
        "its lock": state.lock is lock and lock.locked(),
        "a dict that is ordered now": type(app.TABLE) is type(STEPS) and app.TABLE == {"a": 1} and holder[0] is app.TABLE,
        "a list that is a deque now": list(app.QUEUE) == [1] and app.QUEUE.maxlen == 10 and holder[1] is app.QUEUE,
        "counts by members": {k.name: n for k, n in app.HITS.items()} == {"A": 5, "B": 0},
        "set at run time beside a changed one": app.FLAGS == {"new": True, "beta": True, "limit": 9},
        "entries behind those of the line": app.LOG == [0, 1, 2],
        "one of several names": (app.done, app.failed, app.skipped) == (0, 3, 0),
        "within a dict": app.WINDOWS["minute"] is minute and minute.maxlen == 4 and list(minute) == [1],
        "unchanged there": app.WINDOWS["hour"] is hour and list(hour) == [2] and list(app.WINDOWS["day"]) == [],
        "smaller": Service.recent.maxlen == 1 and list(Service.recent) == [2],
        "of a class": dict(Service.by_name) == {"n": 1} and Service.by_name["new"] == [],
        "entries of the line": list(PLAIN) == ["y", "z"] and PLAIN is app.PLAIN,
    }
