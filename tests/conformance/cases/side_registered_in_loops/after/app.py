import bus


def a():
    return "new a"


def b():
    return "b"


def c():
    return "c"


for handler in (a, b, c):
    bus.subscribe(handler)
