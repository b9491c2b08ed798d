import enum
import functools
from collections.abc import Mapping


@functools.singledispatch
def export(value, indent=0):
    return "?" + repr(value)


@export.register(int)
def _int(value, indent=0):
    return "n%s" % value


@export.register(bytes)
def _bytes(value, indent=0):
    return "b" + value.hex()


@export.register
def _str(value: str, indent=0):
    return "s" + value


Shape = enum.Enum("Shape", "DOT LINE")
