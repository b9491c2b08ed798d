"""Lines that read what classes say through a dict, a list, a loop, a call; members of an Enum that are counted."""
import app
from app import NAMES, TABLE, charge

app.Service.state.append(1)


def checks():
    return {
        "a table": app.TABLE is TABLE and TABLE == {"basic": 7, "pro": 70},
        "an item": app.PRO == 70,
        "a sum": app.SUM == 77,
        "the first": app.FIRST == 7,
        "two loops": app.NAMES is NAMES and NAMES == ["b", "b"],
        "members": app.COUNT == 3,
        "in a class": (app.Service.limit, app.Service.fresh, app.Service.listed) == (14, 7, [7]),
        "state of that class": app.Service.state == [1],
        "a default": charge(1) == 7,
    }
