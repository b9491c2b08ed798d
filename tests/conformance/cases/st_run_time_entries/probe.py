import app

app.STATS["get"] += 2
app.QUEUES["get"].append(1)
app.SESSION["user"] = "bob"
app.CACHE["plugin"] = 9
app.TAGS.add("rt")
for _list in (app.STEPS, app.SUM):
    _list.append("rt")
held = {name: getattr(app, name) for name in dir(app) if name.isupper()}
jobs = app.QUEUES["get"]


def checks():
    return {
        "one object": all(getattr(app, name) is value for name, value in held.items()),
        "comprehension": app.STATS == {"get": 2, "put": 0, "delete": 0},
        "comprehension, entry": app.QUEUES == {"get": [1], "put": [], "delete": []} and app.QUEUES["get"] is jobs,
        "call": app.CACHE == {"a": 1, "b": 2, "plugin": 9} and app.TAGS == {"x", "y", "rt"}
        and app.STEPS == ["x", "y", "rt"],
        "unpacked": app.SESSION == {"theme": "light", "user": "bob"},
        "sum": app.SUM == ["a", "b", "z", "rt"],
    }
