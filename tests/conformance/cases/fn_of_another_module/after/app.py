"""Functions of this module give way to such of other modules, or are wrapped in them."""
import contextlib
import dataclasses
import json

import lib


@contextlib.contextmanager
def session(name):
    yield name


@lib.timed
def work(value):
    return value


class Encoder:
    dump = staticmethod(json.dumps)
    load = lib.plain

    @lib.timed
    def calc(self):
        return 2

    unit = property(lib.plain)


@dataclasses.dataclass
class Point:
    x: int
