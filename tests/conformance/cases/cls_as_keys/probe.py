import app
from app import Event, Kind, KNOWN, Machine, State, TRANS
run, a = State.RUN, Kind.A
machine = app.machine
machine.seen[run] += 1


def checks():
    stop = getattr(app.State, "STOP", None)
    return {
        "members as keys": TRANS.get(run) == ["x", "y"] and TRANS.get(stop) == [] and TRANS is app.TRANS,
        "in tuples": app.PAIRS.get((run, 1)) == app.PAIRS.get((stop, 1)) == "new",
        "flags": app.FLAGS.get(a) == app.FLAGS.get(getattr(Kind, "B", 0)) == "new",
        "classes in a set": KNOWN == {Event, app.Other} and KNOWN is app.KNOWN,
        "frozen": app.FROZEN == {Event, app.Other, run, stop} and Event in app.FROZEN and run in app.FROZEN,
        "in a class": Machine.moves.get(run) == (run, stop),
        "in instances": machine.seen == {run: 1} and getattr(app, "second", machine).seen.get(run) in (0, 1),
    }
