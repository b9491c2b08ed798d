from middleware import build
from routes import Conflict, NotFound, dispatch, route

PAGES = {"home": "Welcome!"}


@route(r"/(?P<name>[a-z]+)")
def page(request, name):
    if name not in PAGES:
        raise NotFound(name)
    return PAGES[name]


@route(r"/(?P<name>\w+)", method="PUT")
def put(request, name):
    if name in PAGES:
        raise Conflict(name)
    PAGES[name] = request["body"]
    return "stored"


app = build(dispatch)
