"""Functions of this module give way to such of other modules, or are wrapped in them."""
import contextlib
import json

import lib


def session(name):
    yield name


def work(value):
    return value


class Encoder:
    dump = staticmethod(lambda value: "own")

    def load(self):
        return "own"

    def calc(self):
        return 1

    @property
    def unit(self):
        return "own"


class Point:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return "own"
