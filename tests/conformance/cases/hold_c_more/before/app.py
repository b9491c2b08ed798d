import functools


def f(*a): return "one"


class Point:
    def __init__(self): self.v = 1


class Sink:
    def data(self, d): self.got = "one " + d

    def start(self, name, attributes): self.seen = "one " + name


def reduce(o): return make, ("one",)


def make(tag): return "made by one"


def replaced(e): return "<one>", e.end


def small(x): return x < 2


def compared(a, b): return a - b


def dead(r): OUT.append("one")


OUT = []
