import app

app.STEPS.append("rt")
app.HOOKS.append("rt")
app.CONF["rt"] = 1
app.TAGS.add("rt")


def checks():
    return {
        "sorted": [s for s in app.STEPS if s != "rt"] == ["b", "a"] and "rt" in app.STEPS,
        "list": sorted(app.HOOKS) == ["rt", "x", "y", "z"],
        "dict": app.CONF == {"a": 1, "b": 3, "rt": 1},
        "set": app.TAGS == {"t", "u", "v", "rt"},
    }
