import app


def checks():
    app.OUT.seek(0); app.OUT.truncate()
    app.log.warning("x")
    return {"count": app.log.handlers == [app.handler], "once": app.OUT.getvalue() == "x\n", "new": app.LEVEL == 2}
