from bus import call, events, on, route, subscribe


@on("a")
def listened():
    return "l1"


@route("/a")
def view():
    return "v1"


@call(2)
def called():
    return "c1"


@subscribe(3)
def other():
    return "o1"


@subscribe(2)
def served():
    return "s1"


@events("x", "y")
def heard():
    return "h1"
