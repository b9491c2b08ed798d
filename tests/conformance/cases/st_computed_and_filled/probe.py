"""What functions compute and the process has gone on with; functions that do more than to compute are not called again."""
import app
from app import CACHE, COUNTS, LIMITS, POOL

for _ in range(5):
    app.count("a")
CACHE["items"].append("kept")
LIMITS["run"] = 99
POOL.used = 3


def checks():
    return {
        "counts": app.COUNTS is COUNTS and COUNTS["a"] == 5 and COUNTS["b"] == 0,
        "filled": app.CACHE is CACHE and CACHE["items"] == ["kept"],
        "beside it": CACHE["size"] == 5,
        "came at run time": LIMITS["run"] == 99 and LIMITS["a"] == 3,
        "an object": app.POOL is POOL and POOL.used == 3,
        "counted on": app.TOTAL == 10,
        "what it is given is changed once": app.NAMES == ["a", "b", "z"] and app.FILLED == 3,
        "in place": app.OTHER == ["o", "q"] and app.JOINED == ("o", "q", "o", "q", 2),
        "called once": app.CALLS == [2] and app.FETCHED == 2,
        "a file": app.WRITTEN == 2,
        "fails now": app.DIVIDED == 12,
    }
