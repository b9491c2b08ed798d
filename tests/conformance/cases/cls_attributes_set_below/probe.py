"""Changed lines below a class that set its attributes, or go on from them, beside changes in its body."""
import app

a, items = app.A(), app.Meta.items


def checks():
    return {
        "over a name of the body": app.A.limit == 4 and a.x() == 2 and app.A.late == 4,
        "setattr()": app.A.size == 35,
        "of a class within": (app.Meta.Table.name, app.Meta.Table.schema) == ("c", "s"),
        "a list": app.Meta.items == ["b"] and items == ["b"],
        "goes on": (app.Sum.n, app.Sum.t, app.Sum.e) == (21, (1, 3), 40),
    }
