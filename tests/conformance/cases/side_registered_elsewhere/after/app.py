"""Decorators and defaults change; the functions were registered by other lines, too."""
import bus


def traced(n):
    return ("new", n)


@bus.two.trace
def retraced(n):
    return ("new", n)


@bus.on("begin")
def moved(n):
    return ("new", n)


@bus.named("list", "list-all")
def listed(n):
    return ("new", n)


def plain(n, source=None):
    return ("new", n)


bus.one.watch(traced)
bus.one.watch(retraced)
bus.one.watch(plain)
bus.HANDLERS.append(traced)
bus.JOBS["start"] = moved
bus.NAMES["ls"] = bus.NAMES["list"]
