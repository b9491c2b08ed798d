"""Weak references to classes that another class takes the place of: its layout is another, or it was a function."""
import abc
import weakref

import app


class Registry(abc.ABC):
    pass


class Named(weakref.ref):
    __slots__ = ("name",)

    def __new__(cls, target, name):
        self = super().__new__(cls, target)
        self.name = name
        return self

    def __init__(self, target, name):
        super().__init__(target)


class Key:
    """With a hash of its own."""

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Key)


died = []
key = Key()
by_class = weakref.WeakKeyDictionary({app.Row: "row", app.handler: "handler", app.Plain: "plain"})
mixed = weakref.WeakKeyDictionary({key: "key", app.Plain: "plain"})
classes = weakref.WeakSet([app.Row, app.handler, app.Plain])
by_name = weakref.WeakValueDictionary(row=app.Row, handler=app.handler, plain=app.Plain)
plain, called = weakref.ref(app.Row), weakref.ref(app.Row, died.append)
named = [Named(app.Row, "a name")]
method = weakref.WeakMethod(app.Row.table)
Registry.register(app.Row)
end = weakref.finalize(app.Plain, died.append, "end")
row = app.Row()
to_row = weakref.ref(row)
rows = weakref.WeakSet([row])


def checks():
    Row, handler = app.Row, app.handler
    return {
        "new": Row.table() == "rows 2" and hasattr(Row, "b") and isinstance(handler, type),
        "keys": (by_class[Row], by_class[handler], by_class[app.Plain], len(by_class)) == ("row", "handler", "plain", 3),
        "keys of all kinds": mixed[key] == "key" and mixed[app.Plain] == "plain",
        "set": Row in classes and handler in classes and len(classes) == 3,
        "values": by_name["row"] is Row and by_name["handler"] is handler,
        "plain": plain() is Row and called() is Row,
        "subclass": named[0]() is Row and named[0].name == "a name",
        "method": method()() == "rows 2",
        "registered": issubclass(Row, Registry) and isinstance(Row(), Registry),
        "below": sum(c is Row for c in app.Base.__subclasses__()) == 1,
        "to instances": to_row() is row and row in rows,
        "finalize": end.alive and end.peek()[0] is app.Plain,
        "nobody was told of a death": died == [],
    }
