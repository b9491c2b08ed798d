import app

shell = app.Shell()


def checks():
    return {
        "names": app.NAMES == ["del", "get"],
        "table": sorted(app.TABLE) == ["del", "get"] and app.TABLE["get"](shell, "a") == "get a",
    }
