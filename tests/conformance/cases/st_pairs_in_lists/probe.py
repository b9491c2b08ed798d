"""A list of tuples with functions and classes in them; the process has added one of its own."""
import app

held = app.ROUTES
held.append(("/own", len))


def checks():
    return {
        "one each": [entry[0] for entry in held] == ["/", "/users", "/view", "/own"],
        "new": (held[1][1](), held[1][2], held[2][1]().show()) == ("new", 2, "new"),
        "put together": [(name, f()) for name, f in app.ERRORS] == [("/missing", "missing"), ("/users", "new")],
        "the same list": held is app.ROUTES,
    }
