import app
import trace

send, get = app.send, app.Api().get


def checks():
    return {
        "function": app.send is send and send(1) == ("traced", ("new", 1)),
        "method": app.Api().get() == get() == ("traced", "new"),
        "used": app.use() == ("new", ("traced", ("new", 1)), None),
        "added": app.extra == {"k": 1} and app.Api.marked,
    }
