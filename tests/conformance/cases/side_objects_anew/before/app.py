from functools import partial

import bus


class Scale:
    def __init__(self, by):
        self.by = by

    def __call__(self, x):
        return "scale 1", x * self.by


def add(x, by=0):
    return x + by


def adder(by):
    def inner(x):
        return x + by
    return inner


def created(x):
    return "created 1"


bus.hooks.append(partial(add, by=10))
bus.hooks.append(Scale(10))
bus.hooks.append(Scale(20).__call__)
bus.hooks.append(adder(30))
bus.hooks.append(Scale(40))
bus.stage(1, Scale(50))
bus.stage(1, adder(60))
bus.on("created", created, retry=1, rank=1)
bus.on("created", add, retry=1)
