"""Registrations whose lines moved up, down or into another order have happened."""
import atexit

import bus


def a():
    return "old a"


def b():
    return "old b"


atexit.register(b)
bus.handlers.append(a)
bus.once("name", a)


@bus.on("topic")
def c():
    return "old c"
