import app

eu, deep, row, cell = app.SITES["eu"], app.SITES["eu"]["weights"]["deep"], app.ROWS[0][1], app.ROWS[1]["a"]
hosts, tags, route = eu["hosts"], eu["tags"], app.Config.ROUTES["a"]
app.LIMITS["user"]["names"].append("rt")
app.LIMITS["queue"]["jobs"].append("job")
route["rt"] = 5


def checks():
    return {
        "dict": eu is app.SITES["eu"] and deep is eu["weights"]["deep"] and deep == {"k": 2},
        "list, set": hosts is eu["hosts"] and tags is eu["tags"] and (hosts, tags) == (["a", "c"], {"x", "y"}),
        "in a list": row is app.ROWS[0][1] and cell is app.ROWS[1]["a"] and (row, cell) == ([3], [2]),
        "run-time entries": app.LIMITS["user"] == {"max": 2, "names": ["x", "y", "rt"]}
        and app.LIMITS["queue"] == {"jobs": ["job"], "max": 3},
        "of a class": route is app.Config.ROUTES["a"] and route == {"x": 2, "rt": 5} and "c" in app.Config.ROUTES,
    }
