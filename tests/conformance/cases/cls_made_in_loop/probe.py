import app
from app import NotFound, fail
held = NotFound("x")
errors = app.ERRORS
def caught(code):
    try:
        fail(code, "t")
    except NotFound as e:
        return "nf " + e.line()
    except app.CommandError as e:
        return e.line()
def checks():
    return {"line": held.line() == "E404: x", "caught": caught(404) == "nf E404: t", "same": app.NotFound is NotFound is errors[404] is app.ERRORS[404]}
