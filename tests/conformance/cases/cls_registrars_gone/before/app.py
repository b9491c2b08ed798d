from reg import view
ROUTES = {}
def route(path):
    def deco(cls):
        ROUTES[path] = cls
        return cls
    return deco
@route("/b")
@route("/b2")
class B:
    def handle(self):
        return "b"
@view("c")
@view("c2")
class C:
    def handle(self):
        return "c"
