"""Registrations whose lines moved up, down or into another order have happened."""
import atexit

import bus


@bus.on("topic")
def c():
    return "new c"


def a():
    return "new a"


bus.handlers.append(a)


def b():
    return "new b"


bus.once("name", a)
atexit.register(b)
