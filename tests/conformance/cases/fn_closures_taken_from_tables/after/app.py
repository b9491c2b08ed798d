import re


def between(low, high):

    def check(value):
        return value is not None and low <= int(value) <= high
    return check


def matches(pattern):
    rx = re.compile(pattern)
    return lambda value: bool(rx.fullmatch(value.strip()))


def all_of(*checks):

    def check(value):
        return bool(checks) and all(c(value) for c in checks)
    return check


def counter(start=0):
    n = start

    def bump(step=1):
        nonlocal n
        n += step
        return "#%d" % n

    def reset():
        nonlocal n
        n = start
    return bump, reset


RULES = {
    "age": between(18, 120),
    "zip": matches(r"\d{5}"),
    "port": all_of(between(1, 65535), lambda v: v not in (22, 25)),
}
