"""Nothing of these classes lives but the classes: who has imported them must catch what is raised."""
import contextlib

import app
from app import Late, NotThere, StorageError, find, wait

QUIET = (NotThere, ValueError)


def caught(f, kinds):
    try:
        f("x") if f is find else f()
    except kinds as e:
        return str(e).strip("'")
    except Exception as e:
        return type(e)


def checks():
    with contextlib.suppress(NotThere):
        find("y")
    return {
        "by its name": caught(find, NotThere) == caught(find, QUIET) == caught(find, KeyError) == "x",
        "by its new base": caught(find, StorageError) == "x" and caught(wait, StorageError) == "new",
        "another base": caught(wait, Late) == "new" and caught(wait, RuntimeError) is Late,
        "one class": app.NotThere is NotThere and app.Late is Late,
    }
