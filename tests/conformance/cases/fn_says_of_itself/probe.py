import app

commands, table = app.COMMANDS, app.TABLE


def checks():
    return {"module": (app.USAGE, app.LINES) == ("Usage: two.", ["Usage:", "two."]),
            "help": app.HELP == {"first": "Does two.", "third": "Does it again."},
            "commands": commands == {"first": (app.first, "Does two."), "second": (app.second, "Does it."),
                                     "third": (app.third, "Does it again.")},
            "one dict": commands is app.COMMANDS and table is app.TABLE,
            "attribute": table == {"a": app.first, "c": app.second},
            "defaults": app.N == 2, "annotations": app.HINT is str}
