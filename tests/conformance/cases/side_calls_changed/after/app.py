"""Calls that register a function change their arguments, or the function."""
import bus


def a():
    return "new"


def renamed():
    return "b"


def c():
    return "c"


bus.subscribe(renamed)
bus.on("other", a)
bus.hooks.append(c)
bus.once("new name", c)
