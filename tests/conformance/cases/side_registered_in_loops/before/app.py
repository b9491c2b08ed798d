import bus


def a():
    return "old a"


def b():
    return "b"


for handler in (a, b):
    bus.subscribe(handler)
