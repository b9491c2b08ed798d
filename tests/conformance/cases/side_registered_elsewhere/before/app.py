"""Decorators and defaults change; the functions were registered by other lines, too."""
import bus


@bus.one.trace
def traced(n):
    return ("old", n)


@bus.one.trace
def retraced(n):
    return ("old", n)


@bus.on("start")
def moved(n):
    return ("old", n)


@bus.named("list")
def listed(n):
    return ("old", n)


def plain(n, source=bus.one):
    return ("old", n)


bus.one.watch(traced)
bus.one.watch(retraced)
bus.one.watch(plain)
bus.HANDLERS.append(traced)
bus.JOBS["start"] = moved
bus.NAMES["ls"] = bus.NAMES["list"]
