class CommandError(Exception):
    code = 0
    def line(self):
        return "E%d: %s" % (self.code, self)
_CODES = {404: "NotFound", 409: "Conflict"}
ERRORS = {}
for _code, _name in _CODES.items():
    ERRORS[_code] = globals()[_name] = type(_name, (CommandError,), {"code": _code})
del _code, _name
def fail(code, text):
    raise ERRORS[code](text)
