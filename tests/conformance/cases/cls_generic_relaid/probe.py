import typing

import app
from app import Alias, Box, Labels

Ints, Maybe = Box[int], typing.Optional[Box[str]]
box, labels = Ints(), Labels()


def makes():
    new = Ints()
    new.item = new.label = 1
    return new


def checks():
    return {
        "alias": makes().get() == "two" and type(makes()) is app.Box and Ints.__origin__ is app.Box and Ints == app.Box[int],
        "module's alias": Alias.__origin__ is app.Box and app.Alias == Alias,
        "optional": Maybe == typing.Optional[app.Box[str]],
        "object": box.get() == "two" and isinstance(box, app.Box),
        "below": labels.own() == labels.get() == "two" and isinstance(labels, Labels) and Labels is app.Labels,
        "origin below": Labels.__orig_bases__[0].__origin__ is app.Box,
    }
