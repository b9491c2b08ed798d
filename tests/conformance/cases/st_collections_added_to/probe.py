import app

app.QUEUE.append("rt")
app.COUNTS["rt"] += 1
app.STEPS["rt"] = 1
app.PLUGINS.append("rt")


def checks():
    return {
        "deque": sorted(app.QUEUE) == ["a", "b", "c", "rt"],
        "counter": app.COUNTS == {"a": 1, "b": 2, "c": 3, "rt": 1},
        "ordered": app.STEPS == {"a": 1, "b": 2, "c": 3, "rt": 1},
        "list": sorted(app.PLUGINS) == ["core", "rt", "x", "y"],
    }
