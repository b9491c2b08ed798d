"""Tables made of attributes of what a list has: the list is as it was, and what its items say is another."""
import app
import kinds

tables, by_key, labels, titles, x = app.TABLES, app.BY_KEY, app.LABELS, app.TITLES, kinds.PLUGINS[0]


def checks():
    return {
        "an attribute of classes": sorted(tables) == ["accounts", "order"] and tables["accounts"] is kinds.Account,
        "a method that reads one": sorted(by_key) == ["q:x", "q:y"] and by_key["q:x"] is x is kinds.PLUGINS[0],
        "a method": app.TITLES == ["X!", "Y!"],
        "marks of functions": labels == ["Go now", "Stop", "Wait here"],
        "the same objects": tables is app.TABLES and by_key is app.BY_KEY and labels is app.LABELS and type(x) is kinds.Plugin,
    }
