"""A lambda gets an argument with a default, or another default: those who hold the old one can go on calling it."""
import app
import bus

a, b, about, in_class, method = app.TABLE["a"], app.TABLE["b"], app.VIEWS["about"], app.Kind.table["a"], app.Kind().method

table, key = app.Table(), app.key


def checks():
    return {
        "in a dict": app.TABLE["a"](1) == a(1) == 2 and app.TABLE["b"](1) == b(1) == 3,
        "stored": app.VIEWS["about"]("r") == about("r") == "about en r",
        "in a class": app.Kind.table["a"](1) == in_class(1) == 2,
        "as a method": app.Kind().method(1) == method(1) == 2,
        "a default itself": app.key is key and key((1, 2)) == 2 and table.first([(1, 3), (2, 2)]) == (2, 2),
        "subscribed": [(name, f(5)) for name, f in bus.subscribed] == [(None, 10), ("minus", -5), ("plus", 15)],
    }
