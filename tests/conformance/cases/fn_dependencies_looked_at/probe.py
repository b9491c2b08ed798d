import app
import di
from app import deep


def checks():
    return {
        "a class": di.ask("/paged") == 9,
        "one that only the annotation names": di.ask("/short") == 9,
        "a dependency of a dependency": di.ask("/deep") == "b",
        "of another module": di.ask("/tenant") == "new",
        "once": list(di.ROUTES) == ["/paged", "/short", "/deep", "/tenant"],
        "the same function": di.ROUTES["/deep"][0] is app.deep is deep,
    }
