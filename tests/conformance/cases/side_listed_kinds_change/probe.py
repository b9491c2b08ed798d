"""What a line puts into a list is another kind of thing now: a cache, a lambda, a class."""
import app
from app import HOOKS


def checks():
    return {
        "a cache": [f(1) for f in app.HOOKS] == [2] and app.HOOKS is HOOKS and HOOKS[0] is app.start,
        "a lambda": [(n, f(1)) for n, f in app.PAIRS] == [("stop", 3)],
        "of their new kind": hasattr(app.HOOKS[0], "cache_clear") and app.PAIRS[0][1].__name__ == "<lambda>"
                             and isinstance(app.TABLE["pause"], type),
        "a class": {n: f(1) for n, f in app.TABLE.items()} == {"pause": 4},
    }
