import functools


def timed(f):
    @functools.wraps(f)
    def wrapper(*args):
        return "t", f(*args)
    return wrapper


class Node:
    kind = "n"

    def size(self):
        return 1

    def name(self):
        return self.kind


Node.registry = {}
Node.registry[Node.kind] = Node
Node.size = timed(Node.size)


def job():
    return "j1"


job.opts = {}
job.opts["a"] = 1


class Tight:
    __slots__ = ("v",)

    def __init__(self):
        self.v = 1


def show(self):
    return "s1", self.v


Tight.limit = 10
Tight.show = show


class Point(Tight):
    __slots__ = ()
