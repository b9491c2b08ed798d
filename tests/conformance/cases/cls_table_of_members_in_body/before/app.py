import enum
class Op(enum.IntEnum):
    PING = 1
    PUT = 2
class Session:
    handlers = {}
    def handles(op, table=handlers):
        def decorate(f):
            table[op] = f
            return f
        return decorate
    @handles(Op.PING)
    def on_ping(self):
        return "pong"
    @handles(Op.PUT)
    def on_put(self):
        return "ok"
    del handles
    def feed(self, op):
        return self.handlers[op](self)
