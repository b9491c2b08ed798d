"""Tables of locks, deques, counters and rows, which functions write to by other names; an edit beside them, and one in them."""
import app
import agent

locks, stripes = dict(app.LOCKS), list(app.STRIPES)
lock = app.PROGRESS["lock"]
lock.acquire()
app.LOCKS["eu"].acquire()
app.seen("lamp", "on")
agent.heartbeat("n1", False)
agent.elect("n2")


def checks():
    return {
        "edited": app.label() == "b" and app.LIMIT == 4 and app.DEVICES["fan"] == {"state": "off", "limit": 30},
        "locks": app.LOCKS == locks and app.LOCKS["eu"].locked() and app.STRIPES == stripes and app.PROGRESS["lock"] is lock,
        "gathered": list(app.RECENT["a"]) == ["lamp"] and app.ERRORS["get"]["lamp"] == 1
        and app.BY_USER["staff"] == {"lamp": 1} and dict(app.ORDER["eu"]) == {"lamp": "on"} and list(app.PROGRESS["errors"]) == ["lamp"],
        "goes on": next(app.TICKETS["eu"]) > 1,
        "objects": app.STATUS["us"].load == 7 and app.STATUS["us"].alerts == ["lamp"] and app.STATUS["eu"].up,
        "below": app.ROUTES["a"] == ["first", "lamp"],
        "rows": app.DEVICES["lamp"] == {"state": "on", "limit": 10},
        "rows of a list": app.NODES == [{"id": "n1", "role": "follower", "up": False}, {"id": "n2", "role": "leader", "up": True}]
        and app.BY_ID["n1"] is app.NODES[0],
        "counted at import": app.Account.count == 2,
    }
