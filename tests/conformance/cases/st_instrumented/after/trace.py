import functools

import app


def traced(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("traced", function(*args))
    return wrapper


app.send = traced(app.send)
app.Api.get = traced(app.Api.get)
app.extra = {"k": 1}
app.Api.marked = True
