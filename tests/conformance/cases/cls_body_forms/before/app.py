import sys

DEBUG = False


class Stats:
    ok, failed = 0, 0
    started: int = 0
    by_host: dict = {}
    level = "info"
    if DEBUG:
        level = "debug"
    size = 10
    buffers = [bytearray(1) for _ in range(2)]
    names = {n: n.upper() for n in ("a", "b")}

    @classmethod
    def hit(cls, host, ok=True):
        if ok:
            cls.ok += 1
        else:
            cls.failed += 1
        cls.started += 1
        cls.by_host.setdefault(host, []).append(ok)


def _forward(name):

    def method(self, *args):
        return "%s:%s" % (name, ",".join(args))
    method.__name__ = name
    return method


class Redis:
    for _cmd in ("get", "set"):
        locals()[_cmd] = _forward(_cmd)
    del _cmd


for _n in ("ping",):
    setattr(Redis, _n, _forward(_n))
