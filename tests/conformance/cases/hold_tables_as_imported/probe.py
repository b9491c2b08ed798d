"""Tables that functions could have changed, and have not since the module was imported: what differs is an edit.  One that has been
added to takes other texts; what was set of numbers stays."""
import app

messages, limits, weights, quotas = app.MESSAGES, app.LIMITS, app.WEIGHTS, app.QUOTAS
app.allow("free", "users", 3)
app.icon("ods", "sheet")


def checks():
    return {
        "texts": messages == {"welcome": "Welcome", "bye": "Good bye"},
        "numbers": limits == {"upload": 10, "download": 30},
        "ordered": list(weights.items()) == [("low", 1), ("high", 8)],
        "below": quotas["paid"] == {"rows": 5000, "users": 50},
        "set below": quotas["free"]["users"] == 3,
        "of a class": (app.Settings.timeout, app.Settings.table) == (9, {"a": 1, "b": 3}),
        "added to": app.ICONS == {"pdf": "doc-blue", "txt": "doc", "ods": "sheet"},
        "the same objects": messages is app.MESSAGES and limits is app.LIMITS and weights is app.WEIGHTS and quotas is app.QUOTAS,
    }
