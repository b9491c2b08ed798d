from web import Router

app = Router()


@app.route("/a")
def a():
    return "a"


@app.match("/b*")
def b():
    return "b"


@app.match("/c")
def c():
    return "c"


@app.route("/d")
def d():
    return "d"


@app.match("/e*")
def e():
    return "e"
