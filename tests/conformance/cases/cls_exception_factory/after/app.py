def make_error(name, code): return type(name, (Exception,), {"code": code, "__module__": __name__})
def make_class(name, status):
    class Error(Exception):
        code = status
        def __str__(self): return "new " + super().__str__()
    Error.__name__ = Error.__qualname__ = name
    return Error
NotFound = make_error("NotFound", 404)
Denied = make_class("Denied", 403)
Busy = make_class("Busy", 2)
def find(): raise NotFound("x")
def enter(): raise Denied("y")
