"""A handler that is one of another list now stands there where its line stands."""
import app


def checks():
    return {
        "the other topic": [f() for f in app.BY_TOPIC["b"]] == ["b1", "x", "b3"],
        "its old one": not app.BY_TOPIC.get("a"),
        "one list": [(s, n, f()) for s, n, f in app.SCHED] == [(5, "five", 5), (15, "ten", 10), (20, "twenty", 20)],
        "sorted": [(p, f()) for p, f in app.bus.subs["a"]] == [(2, "h2"), (3, "h3"), (4, "h1")],
        "by a call": [f() for f in app.HOOKS["start"]] == ["open", "warm", "announce"] and app.HOOKS["stop"] == [],
    }
