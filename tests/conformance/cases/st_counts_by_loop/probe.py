"""What loops make up of a list whose line changed: what has come is there, what has gone is not, the rest has gone on."""
import app

for _ in range(5):
    app.hit("read")
app.COUNTS["from a plugin"] = 7
app.TABLES[0]["rows"].append("row")
app.LIMITS["write"] = 99
app.BY_NAME["read"] += 3
app.GROUPS["d"].append("held")
app.SEEN.add("run time")
app.ORDER.insert(0, "first")
held = app.COUNTS, app.TABLES, app.TABLES[0], app.LIMITS


def checks():
    return {
        "counts": held[0] == app.COUNTS == {"read": 5, "write": 0, "move": 0, "from a plugin": 7},
        "counting": app.hit("move") == 1 and app.COUNTS.__setitem__("move", 0) is None,
        "tables": [t["name"] for t in app.TABLES] == ["read", "write", "move"],
        "rows": app.TABLES[0] is held[2] and held[2]["rows"] == ["row"],
        "limits": app.LIMITS == {"read": 10, "write": 99, "move": 30},
        "by name": app.BY_NAME == {"read": 3, "write": 0, "move": 0},
        "groups": app.GROUPS == {"d": ["read", "held"], "e": ["write", "move"]},
        "seen": app.SEEN == {"read", "write", "move", "run time"},
        "order": app.ORDER == ["first", "read", "write", "move", "end"],
        "same": held[0] is app.COUNTS and held[1] is app.TABLES and held[3] is app.LIMITS,
    }
