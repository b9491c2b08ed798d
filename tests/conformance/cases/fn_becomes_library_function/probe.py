"""A function of the module's own is one of the library now."""
import text
from text import quote
import functools
callbacks = [quote]
table = {"q": quote}
part = functools.partial(quote, "a b")


class Holder:
    def __init__(self):
        self.f = quote


h = Holder()


def checks():
    return {"global": quote("a b") == "a%20b", "list": callbacks[0]("a b") == "a%20b", "dict": table["q"]("a b") == "a%20b",
            "attribute": h.f("a b") == "a%20b", "partial": part() == "a%20b"}
