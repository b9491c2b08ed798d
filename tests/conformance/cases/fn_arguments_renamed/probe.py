"""Arguments are renamed or change places; their defaults are expressions that are the same."""
import app

by_name, swapped, take = app.by_name, app.swapped, app.Pool().take


def checks():
    return {
        "renamed": by_name() == ("new", 3, [5]) and by_name(count=1) == ("new", 1, [5]),
        "swapped": swapped() == (4, 3),
        "method": take() == ("new", 3, 4) and take(n=1) == ("new", 1, 4),
        "the same": (by_name, swapped) == (app.by_name, app.swapped),
    }
