"""What is suspended ends with the code that it began with, of which the new one is not the like, and calls new code."""
import app


class Pause:
    def __await__(self):
        return (yield "paused")


gen, echo, outer, fresh, waiting = app.numbers(2), app.echo(), app.outer(1), app.fresh(), app.waiting(Pause())
first = next(gen), next(echo), echo.send("a"), next(outer), waiting.send(None)


def end(c, value=None):
    try:
        c.send(value)
    except StopIteration as e:
        return e.value


def checks():
    return {
        "a generator": (list(gen), first[0]) == ([("old rest", 0, "two"), ("old rest", 1, "two")], "one"),
        "what is sent": (echo.send("b"), end(echo)) == (("one", 2), ("old", ["a", "b", None])),
        "one within another": (next(outer), end(outer)) == (("old rest", 0, "two"), ("old end", "old outer")),
        "a coroutine": end(waiting, "sent") == ("old end", "sent", "two"),
        "one that had not begun": end(fresh) == "two",
        "new ones are new": list(app.numbers(1)) == ["two", ("new", "two"), ("new rest", 0, "two", "more")]
                            and next(app.echo()) == ("two", 0) and list(app.outer(1)) == ["new"],
    }
