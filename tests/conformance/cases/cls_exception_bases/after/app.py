class AppError(Exception): pass
class Inserted(AppError): pass
class Error(Exception):
    def __init__(self, text, *, retry=False): super().__init__(text); self.retry = retry
class NotFound(Error, LookupError):
    code = 410
class Bad(Error, ValueError): pass
class Own(ValueError): pass
class Own2(Error): pass
class Plain(ValueError): pass
class Both(KeyError): pass
def fail(kind): raise kind("x")
