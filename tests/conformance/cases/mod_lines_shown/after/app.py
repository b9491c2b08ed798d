from bus import subscribe

LIMITS = {"small": 2}
sessions = {}


def check(n):
    if n > 10:
        raise ValueError(n)
    return "fine %d" % n


subscribe("check", check, 5)
