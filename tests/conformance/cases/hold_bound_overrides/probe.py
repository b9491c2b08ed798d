"""Bound methods that somebody holds, of classes that override what they inherited, or do not any more."""
import functools

import app


class Below(app.Gets):
    pass


class Own(app.Gets):
    def on(self):
        return "below " + super().on()


gets, loses, between, below, own, kind = app.Gets(), app.Loses(), app.Between(), Below(), Own(), app.Kind()
table = {"gets": gets.on, "loses": loses.on, "between": functools.partial(between.on), "below": below.on, "own": own.on}
make, close, base, count = app.Gets.make, gets.close, app.Base().on, kind.count
plain, keyed = app.Plain(), app.Gets()
keys, found = {keyed.on: 1}, {keyed.on}


def checks():
    return {
        "override": table["gets"]() == gets.on() == "gets b",
        "override gone": table["loses"]() == loses.on() == "b",
        "mixin": table["between"]() == between.on() == "mixin b",
        "below": table["below"]() == "gets b" and table["own"]() == "below gets b",
        "classmethod": make() == app.Gets.make() == "gets base",
        "not overridden": close() == "c2" and base() == "b",
        "by super()": plain.close() == "plain c2",
        "keys are found": all(k in keys for k in keys) and all(k in found for k in found) and keyed.on() == "gets b",
        "another kind keeps what it was made of": count() == 1 and kind.count() == 2,
    }
