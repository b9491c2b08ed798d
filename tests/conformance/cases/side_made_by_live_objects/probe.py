"""Lines that are new, or have changed, register by a method which is as it was; what that makes and calls is another now."""
import app
import web

router = app.app
router.routes["/mine"] = web.Route("/mine", print)


def checks():
    return {
        "a record": router.routes["/d"].name == "d" and type(router.routes["/d"]) is web.Route,
        "of a changed line": [router.find(p) for p in ("/bxx", "/b")] == ["b", "b"],
        "of a new line": router.find("/exx") == "e",
        "the others": router.find("/c") == "c" and router.routes["/a"].handler() == "a" and "/mine" in router.routes,
        "the same object": app.app is router and type(router) is web.Router and len(router.patterns) == 3,
    }
