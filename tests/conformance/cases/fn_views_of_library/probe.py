import lib
import urls
import views

held = [views.about, views.ping]


def ask(name, request="GET"):
    return [view(request) for n, view in lib.ROUTES if n == name]


def checks():
    return {
        "arguments of a view": ask("about") == [held[0]("GET")] == ["new About us"],
        "wrapped": ask("hidden") == ["private new Secret"] == [urls.patterns[2][1]("GET")],
        "argument of a decorator": ask("ping", "POST") == ["new pong"] and ask("ping", "PUT") == ["refused"],
        "held": held[1]("POST") == "new pong" and urls.ping("POST") == "new pong",
        "names": urls.about is views.about is held[0] and len(lib.ROUTES) == 3,
    }
