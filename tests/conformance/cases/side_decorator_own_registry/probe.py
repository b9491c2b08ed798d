import app

held, commands, start = dict(app.COMMANDS), app.COMMANDS, app.start


def checks():
    return {
        "entries": sorted(app.COMMANDS) == ["run", "status"] and app.COMMANDS is commands,
        "one function": app.COMMANDS.get("run") is start is app.start and held["start"]() == start() == "new",
        "decorator removed": app.hidden() == held["hidden"]() == "hidden",
        "moved": [f() for f in app.HANDLERS["start"]] == ["started", "stopped"] and not app.HANDLERS.get("stop"),
    }
