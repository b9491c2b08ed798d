"""The value is one of two: what decides has changed, in the line itself or above."""
import app
from app import LEVEL, LIMIT, OPTIONS, TITLE

options = app.OPTIONS


def checks():
    return {
        "conditional": app.level() == app.LEVEL == LEVEL == "info",
        "or": app.TITLE == TITLE == "unnamed",
        "and": app.BOTH is False,
        "containers": app.OPTIONS is OPTIONS is options and options == {"color": False},
        "condition of its own": app.LIMIT == LIMIT == 100,
        "last operand": app.SIZE == 6,
    }
