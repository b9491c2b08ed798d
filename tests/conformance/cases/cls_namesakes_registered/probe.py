"""Several methods of one name, each kept by its decorator: one comes, one goes, none gets the code of another."""
import app

user, held, table, listed = app.User(), dict(app.RULES), dict(app.TABLE), list(app.LIST)


def checks():
    return {
        "rules": [(field, f(user)) for field, f in app.RULES] == [("name", "name 2"), ("age", "age 1"), ("mail", "mail 2")],
        "held": {field: f(user) for field, f in held.items()} == {"name": "name 2", "age": "age 1"},
        "the same": app.TABLE["age"] is table["age"] is held["age"],
        "overloads": [user.show(x) for x in (1, "a", 1.5, None)] == ["int 1", "str 2", "float 2", "any 2"],
        "what is gone goes on": [f(user) for f in listed] == ["first", "second"],
        "class": user.size == 2,
    }
