"""Where numbers come from that nobody has a name for: they go on, whatever else is edited."""
import app


def take():
    c = app.Connection()
    return [app.next_id(), app.ticket(), app.serial("A"), next(app.odd), app.LOG("x"), c.id, c.name, app.Job().id]


first, taken = take(), []


def checks():
    if not taken:
        taken.append(take())
    return {
        "numbers go on": first == [1, 1, "A001", 1, 1, 1, "c1", 1]
        and taken[0] == [2, 2, "A002", 3, 2, 2, "c2", 2],
        "edits": app.LIMIT == 6 and app.Job(id=7).describe() == "#7" and app.Job(id=7).weight == 2,
    }
