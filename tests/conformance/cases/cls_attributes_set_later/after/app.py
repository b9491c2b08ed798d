import functools


def timed(f):
    @functools.wraps(f)
    def wrapper(*args):
        return "t", f(*args)
    return wrapper


class Node:
    kind = "node"
    extra = 1

    def size(self):
        return 2

    def name(self):
        return self.kind


Node.registry = {}
Node.registry[Node.kind] = Node
Node.size = timed(Node.size)


def job():
    return "j2"


job.opts = {}
job.opts["a"] = 2


class Tight:
    __slots__ = ("v", "w")

    def __init__(self):
        self.v = 1


def show(self):
    return "s2", self.v


Tight.limit = 10
Tight.show = show


class Point(Tight):
    __slots__ = ()


Node.name = timed(Node.name)
