from __future__ import annotations

import functools
import typing


class Event:
    key = "event"


class Created(Event):
    key = "created"


class Deleted(Event):
    key = "deleted"
    reason = "asked"


class Purged(Deleted):
    key = "purged"


HANDLERS = {}


def subscribe(f):
    kind = typing.get_type_hints(f)["event"]
    HANDLERS.setdefault(kind, []).append(f)
    return f


def publish(event):
    return sorted(f(event) for kind in type(event).__mro__ for f in HANDLERS.get(kind, ()))


@functools.singledispatch
def describe(event):
    return "?"


@subscribe
def audit(event: Deleted):
    return "audit " + event.key + ", " + event.reason


@subscribe
def clean(event: Purged):
    return "clean " + event.key


@describe.register
def _(event: Deleted) -> str:
    return "gone"
