"""What __reload__() binds is what the name has then, whatever the process had put into it, or the source says."""
import app
from app import ITEMS as items, POOL as pool, SESSIONS as sessions

app.add("c")
app.INDEX["z"] = 9
app.SEEN.add(3)
sessions["s"] = 1


def checks():
    return {
        "a list": app.ITEMS == ["B", "A", "C"] and items is app.ITEMS,
        "a dict": app.INDEX == {"A": 1, "B": 2, "Z": 9},
        "a set": app.SEEN == {10, 20, 30},
        "a deque": list(app.RECENT) == ["c"],
        "a number, as the source says": app.COUNT == 0,
        "an object": (app.POOL.size, app.POOL.used) == (7, 0) and pool is app.POOL,
        "emptied": app.SESSIONS == {} and sessions is app.SESSIONS,
    }
