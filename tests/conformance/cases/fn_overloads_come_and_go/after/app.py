import enum
import functools
from collections.abc import Mapping


@functools.singledispatch
def export(value, indent=0):
    return "??" + repr(value)


@export.register(list)
@export.register(tuple)
def _sequence(value, indent=0):
    return "[" + "|".join(map(export, value)) + "]"


@export.register(int)
def _int(value, indent=0):
    return "N%s" % value


@export.register
def _map(value: Mapping, indent=0):
    return "{" + ",".join(sorted(value)) + "}"


@export.register
def _str(value: str, indent=0):
    return "S" + value


Shape = enum.Enum("Shape", "DOT LINE AREA")
