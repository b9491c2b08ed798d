"""Lists, dicts and sets that other modules bind anew, add to, and take something out of."""
import app
import health
import local

health.mark_down("10.0.0.2")
health.unblock("eve")
taken = health.take()


def checks():
    return {
        "edited": app.allowed("a.test") and app.RETRY_ON == [502, 503, 504],
        "bound anew": app.HOSTS == ["shop.example"] and app.DATABASES == {"default": {"host": "db2"}},
        "of a class": app.Settings.middleware == ["gzip", "cors"] and app.Settings.caches == {"default": "redis"},
        "added to": app.PLUGINS == ["auth2", "admin", "debug"] and app.RULES == ["deny", "log2", "allow", "audit"],
        "rows": dict(app.ROUTES) == {"/": "home", "/about": "about_v2", "/ext": "ext"} and [f(" a") for f in app.FILTERS] == ["a", " a2", " A"],
        "taken out": app.UPSTREAMS == ["10.0.0.1", "10.0.0.3"] and app.BLOCKED == {"mallory"} and app.WEIGHTS == [("a", 5)],
        "taken": taken == 3 and app.FREE == [1, 2] and app.PENDING == [],
    }
