"""The line of a dict says keys now that the process has set: what it has set stays."""
import app

app.record("get")
app.FLAGS["maintenance"] = True
app.LEVELS["db"] = 3
app.HITS["login"] = 7
app.QUEUES["mail"] = queue = ["m"]
app.Meter.totals["in"] = 5


def checks():
    return {
        "counted": app.STATS == {"get": 1, "put": 0},
        "a flag": app.FLAGS == {"maintenance": True, "beta": False},
        "by keywords": app.LEVELS == {"db": 3, "web": 0},
        "a Counter": app.HITS == {"login": 7, "logout": 0},
        "a list": app.QUEUES == {"mail": ["m"], "sms": []} and app.QUEUES["mail"] is queue,
        "of a class": app.Meter.totals == {"in": 5, "out": 0},
        "what a line had put in": app.LIMITS == {"a": 2},
    }
