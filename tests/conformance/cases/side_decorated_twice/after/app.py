from bus import call, events, on, route, subscribe


@on("z")
@on("a")
def listened():
    return "l2"


@route("/b")
@route("/a")
def view():
    return "v2"


@call(5)
def called():
    return "c2"


@subscribe(3)
def other():
    return "o2"


@subscribe(5)
@subscribe(1)
def served():
    return "s2"


@events("y")
def heard():
    return "h2"
