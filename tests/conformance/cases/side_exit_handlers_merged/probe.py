import atexit
import res, app


def checks():
    del res.CLOSED[:]
    atexit._run_exitfuncs()
    return {"new exit handlers, and these alone": res.CLOSED == ["db", "cache", "all closed", "goodbye"]}
