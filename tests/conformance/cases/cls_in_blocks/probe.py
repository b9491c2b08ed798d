"""Classes that a module defines inside if, try, for, with or a function are the same classes afterwards."""
import app
from app import Checked, Color, Declared, Fallback, Looped, Within, pick

objects = [Checked(), Fallback(), Looped(), Within(), Declared()]
class Below(Checked):
    def show(self): return "below " + super().show()
below, make, red = Below(), Checked.make, Color.RED
Checked.seen.append(1)
Fallback.cache["k"] = 1
Declared.state.append(1)
colors = {red: 1, Color.BLUE: 2}


def checks():
    return {
        "methods": [o.show() for o in objects] == ["new"] * 5,
        "same classes": [type(o) for o in objects] == [app.Checked, app.Fallback, app.Looped, app.Within, app.Declared],
        "class below": below.show() == "below new" and isinstance(below, app.Checked),
        "bound methods": make() == (Checked, "new"),
        "state": (app.Checked.seen, app.Fallback.cache, app.Declared.state) == ([1], {"k": 1}, [1]),
        "enumeration": app.Color is Color and app.Color.RED is red and red.show() == "new",
        "members as keys": colors[app.Color.RED] == 1 and colors[app.Color.BLUE] == 2,
        "function": pick() == app.pick() == "new",
    }
