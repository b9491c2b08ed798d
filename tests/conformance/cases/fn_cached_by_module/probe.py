import app
import lib

assert lib.site("app").find("start")() == "start"
CONNECTION = lib.connection("db")


def checks():
    stop = lib.site("app").find("stop")
    return {
        "what was looked up again has the new entry": stop is not None and stop() == "stop",
        "and the other one": lib.site("app").find("start")() == "start, new",
        "other answers stay": lib.connection("db") is CONNECTION,
    }
