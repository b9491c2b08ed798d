"""Tables that __init__ makes say something else: each instance has its own, with what came in at run time."""
import app

one, quiet, own = app.Session("one"), app.Quiet("quiet"), app.Session("own")
one.commands["extra"] = one.on_ping
one.run("ping")
del own.commands["quit"]
own.steps.insert(0, str.upper)


def tried(session, word):
    try:
        return session.run(word)
    except KeyError:
        return "?"


def checks():
    return {
        "more": [s.run("echo") for s in (one, quiet)] == ["echo one", "echo quiet"],
        "another": one.run("quit") == "leave",
        "no more": tried(one, "old") == tried(quiet, "old") == "?",
        "of run time": one.run("extra") == "ping one" and quiet.run("quiet") == "quit",
        "taken out at run time": tried(own, "quit") == "?",
        "steps": one.pipe("x") == "x159" and own.pipe("x") == "X19",
        "counted": one.stats["in"] == 1 + 4 and one.stats["out"] == 4 and quiet.queues == {"high": [], "low": ["echo", "old", "quiet"]},
    }
