"""An `if` that goes the other way stores another item; a loop fills two dicts of what has changed."""
import app
from app import CODES, OPTIONS

OPTIONS["run"] = 1


def checks():
    return {
        "the other branch": app.f() is OPTIONS and OPTIONS == {"cache": 1, "run": 1},
        "one dict": app.CODES is CODES and CODES == {"a": 4, "b": 1},
        "and the other": app.NAMES == {4: "a", 1: "b"},
    }
