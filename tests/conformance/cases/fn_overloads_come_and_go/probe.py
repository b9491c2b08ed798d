import app
from app import Shape, export

dot = Shape.DOT


@export.register(float)
def mine(value, indent=0):
    return "mine"


def checks():
    return {
        "bodies": (export(1), export("x"), export(None)) == ("N1", "Sx", "??None"),
        "came": (export([1, (2, "a")]), export({"k": 1})) == ("[N1|[N2|Sa]]", "{k}"),
        "gone": export(b"a") == "??b'a'",
        "of others": export(1.5) == "mine" and export is app.export,
        "an Enum that a call makes": Shape is app.Shape and Shape.AREA.value == 3 and Shape.DOT is dot,
    }
