from reg import view
ROUTES = {}
def route(path):
    def deco(cls):
        ROUTES[path] = cls
        return cls
    return deco
@route("/b")
class B:
    def handle(self):
        return "B"
@view("c")
class C:
    def handle(self):
        return "C"
