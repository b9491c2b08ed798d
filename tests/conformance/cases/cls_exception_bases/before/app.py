class Inserted(Exception): pass
class Error(Exception):
    pass
class NotFound(Error):
    code = 404
class Bad(ValueError): pass
class Own(Error): pass
class Own2(ValueError): pass
class Plain(Exception): pass
class Both(Error, KeyError): pass
def fail(kind): raise kind("x")
