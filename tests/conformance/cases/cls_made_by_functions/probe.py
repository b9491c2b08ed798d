"""Classes that functions have made: constants of their bodies, methods that come and go, with what they have captured."""
import app

Web, Api = app.make_handler({"name": "web"}), app.make_handler({"name": "api"})
Web.timeout = 99
web, error = Web(), app.make_error(7)


def checks():
    return {
        "constants": (Web.version, Api.version, Api.timeout, error.status) == ("1.1", "1.1", 10, 503),
        "set since": Web.timeout == 99 and Web.methods == ["GET"],
        "methods": (web.respond(), Api().do_GET(), error().text()) == ("web/1.1", "api/1.1", "7"),
        "come": getattr(Web, "burst", 0) == 3 and getattr(web, "path", str)() == "web3" and getattr(Api(), "path", str)() == "api3",
        "gone": not hasattr(Web, "retries") and not hasattr(web, "legacy"),
        "made from now on": app.make_handler({"name": "n"})().path() == "n3",
    }
