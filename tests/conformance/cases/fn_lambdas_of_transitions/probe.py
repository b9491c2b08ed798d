"""Lambdas within tuples below tuples, among which others come."""
import app
lx = app.Lexer("12 ab + 3.5"); lx.step()
entered_number = lx.state
half = app.Lexer("a 1"); half.step()
m = app.Machine(); m.fire("start")
stop = app.TRANSITIONS["running", "stop"]


def checks():
    return run({
        "suspended in a state": lambda: lx.run() == [("number", "12"), ("name", "ab"), ("op", "+"), ("number", "3.5")],
        "other": lambda: half.run() == [("name", "a"), ("number", "1")],
        "identity": lambda: entered_number is app.number,
        "new": lambda: app.Lexer("1*2").run() == [("number", "1"), ("op", "*"), ("number", "2")],
        "machine new event": lambda: m.fire("pause") == "paused" and m.fire("start") == "running",
        "machine log": lambda: m.log[1:] == ["paused", "resumed"],
        "held transition": lambda: (stop[1](m.log), m.log[-1])[1] == "stopped!",
        "table": lambda: m.table is app.TRANSITIONS and m.fire("stop") == "idle",
    })


def run(table):
    result = {}
    for what, check in table.items():
        try:
            result[what] = True if check() else False
        except (Exception, SystemExit) as e:
            result[what] = repr(e)
    return result
