import app
from app import PICKERS, names

turn, first = PICKERS["turn"], PICKERS["first"]
turn.pick("abc")
turn.pick("abc")
first.pick("xy")


def checks():
    asked, last = turn.asked, turn.last
    picked = turn.pick("abcd")
    turn.asked, turn.last = asked, last
    return {
        "the same objects": PICKERS["turn"] is turn and PICKERS["first"] is first and PICKERS is app.PICKERS,
        "what they have counted": (asked, last, first.seen) == (2, "c", ["x"]),
        "new code": picked == "#d" and names() == ["turn", "first"],
        "what the line says otherwise": (turn.weight, first.weight) == (1, 7),
        "once": app.ORDER == ["turn", "first"],
    }
