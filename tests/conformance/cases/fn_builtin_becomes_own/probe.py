"""A name of a builtin is that of a function now; the builtin stays what it is."""
import collections

import app


def checks():
    return {
        "new": app.parse("1") == 2 and app.keep([(1, 2)]) == {1: 2} and app.length([]) == 1,
        "builtins": int("1") == 1 and len([]) == 0 and collections.OrderedDict is not app.keep,
    }
