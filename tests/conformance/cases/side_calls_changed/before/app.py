"""Calls that register a function change their arguments, or the function."""
import bus


def a():
    return "old"


def b():
    return "b"


def c():
    return "c"


bus.subscribe(b)
bus.on("topic", a)
bus.hooks.append(b)
bus.once("name", c)
