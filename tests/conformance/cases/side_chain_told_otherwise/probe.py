import site_
from site_ import app
app({"path": "/home", "user": "ann"})
served = app
site_.PAGES["own"] = "mine"


def checks():
    put = served({"path": "/x", "user": "bob", "method": "PUT", "body": "b"})
    again = served({"path": "/x", "user": "bob", "method": "PUT", "body": "b"})
    site_.PAGES.pop("x", None)
    return {
        "page": served({"path": "/home", "user": "ann"}).get("body") == "Welcome!",
        "log": served({"path": "/home", "user": "ann"})["log"].startswith("/home #"),
        "auth": served({"path": "/home", "user": "eve"})["body"] == "who is eve?",
        "put": (put["status"], put.get("body")) == (200, "stored"),
        "conflict": (again["status"], again.get("body")) == (409, "Conflict: x"),
        "pattern": served({"path": "/A1", "user": "ann"}).get("body") == "NotFound: /A1",
        "kept page": served({"path": "/own", "user": "ann"})["body"] == "mine",
    }
