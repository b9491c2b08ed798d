from registry import Codec, command, route, tag


@command("ls", "list", "dir")
def ls():
    return "one"


@command("drop", permission="admin")
def drop():
    return "one"


@command("add", permission="admin")
def add():
    return "one"


@route("/about")
def about():
    return "one"


@tag("a", "b")
def f():
    return "one"


@tag("b")
def g():
    return "one"


class Csv(Codec, name="csv", suffix=".csv"):
    pass
