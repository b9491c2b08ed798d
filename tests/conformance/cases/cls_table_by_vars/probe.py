import app

shell = app.Shell()


def checks():
    return {
        "new": shell.run("del", "a") == "del a",
        "gone": shell.run("old") == "unknown",
        "kept": shell.run("get", "a") == "get a",
    }
