"""One subscription says something else, and another one is added."""
import app
from bus import SUBS


def checks():
    import sys; print("RESULT", SUBS, file=sys.stderr)
    return {"orders": [f(1) for f in SUBS["orders"]] == ["new order mail 1", "audit 1", "bill 1"]}
