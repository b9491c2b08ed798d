"""A table of closures changes, and another module has taken one from it."""
import app, forms
bump, reset = app.counter(10)
bump()
empty = app.all_of()
port = app.RULES["port"]


def checks():
    return run({
        "none is an error": lambda: forms.errors({"age": None, "score": None}) == ["age", "score"],
        "strings": lambda: forms.errors({"score": "5"}) == [],
        "changed bound": lambda: forms.errors({"age": 17}) == ["age"],
        "fullmatch": lambda: forms.errors({"zip": "123456", "code": " abc "}) == ["zip"],
        "empty all_of": lambda: empty(1) is False,
        "port": lambda: not port(25) and port(80) and not port(None),
        "counter state": lambda: bump(2) == "#13",
        "counter reset": lambda: reset() is None and bump() == "#11",
        "table": lambda: app.RULES["age"](18) and not app.RULES["age"](17),
    })


def run(table):
    result = {}
    for what, check in table.items():
        try:
            result[what] = True if check() else False
        except (Exception, SystemExit) as e:
            result[what] = repr(e)
    return result
