from registry import Codec, command, route, tag


@command("ls", "list")
def ls():
    return "one"


@command("drop")
def drop():
    return "one"


@command("add", permission="admin")
def add():
    return "one"


@route("/about", name="info")
def about():
    return "one"


@tag("a", "c")
def f():
    return "one"


@tag("b")
def g():
    return "one"


class Csv(Codec, name="csv", suffix=".tsv"):
    pass
