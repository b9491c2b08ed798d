import functools


def f(*a): return "two"


class Point:
    def __init__(self): self.v = 1


class Sink:
    def data(self, d): self.got = "two " + d

    def start(self, name, attributes): self.seen = "two " + name


def reduce(o): return make, ("two",)


def make(tag): return "made by two"


def replaced(e): return "<two>", e.end


def small(x): return x > 2


def compared(a, b): return b - a


def dead(r): OUT.append("two")


OUT = []
