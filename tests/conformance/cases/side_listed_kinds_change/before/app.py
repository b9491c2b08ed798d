import functools


def start(a):
    return a + 1


def stop(a):
    return a + 2


def pause(a):
    return a + 3


HOOKS = []
HOOKS.append(start)
PAIRS = []
PAIRS += [("stop", stop)]
TABLE = {}
TABLE["pause"] = pause
