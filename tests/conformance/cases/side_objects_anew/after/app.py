from functools import partial

import bus


class Scale:
    def __init__(self, by):
        self.by = by

    def __call__(self, x):
        return "scale 2", x * self.by


def add(x, by=0):
    return x + by


def adder(by):
    def inner(x):
        return x + by
    return inner


def created(x):
    return "created 2"


bus.hooks.append(partial(add, by=11))
bus.hooks.append(Scale(12))
bus.hooks.append(Scale(22).__call__)
bus.hooks.append(adder(33))
bus.hooks.append(Scale(40))
bus.stage(2, Scale(55))
bus.stage(1, adder(66))
bus.on("created", created, retry=3, rank=1, quiet=True)
bus.on("created", add, retry=1)
