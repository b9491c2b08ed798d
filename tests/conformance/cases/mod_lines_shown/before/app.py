from bus import subscribe

LIMITS = {"small": 1}
sessions = {}


def check(n):
    if n > 10:
        raise ValueError(n)
    return "ok %d" % n


subscribe("check", check, 1)
