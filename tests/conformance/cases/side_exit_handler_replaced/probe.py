import atexit
import res, app
query = app.query


def checks():
    del res.CLOSED[:]
    atexit._run_exitfuncs()
    return {"code": query() == 2, "closed once, by the new handler": res.CLOSED == ["drain 5", "db"]}
