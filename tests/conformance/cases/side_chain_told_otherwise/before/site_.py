from middleware import build
from routes import NotFound, dispatch, route

PAGES = {"home": "welcome"}


@route(r"/(?P<name>\w+)")
def page(request, name):
    if name not in PAGES:
        raise NotFound(name)
    return PAGES[name]


app = build(dispatch)
