"""Values of classes below int, str, bytes, tuple and dict, where the garbage collector does not see most of them."""
import gc

import app
from app import Blob, Config, Interned, Loose, Name, Pair, UserId

number, name, blob, pair, config, text, loose = (
    UserId(3), Name("n"), Blob(b"b"), Pair((1, 2)), Config(a=1), Interned("t"), Loose(4))
nested = ({"k": (number, [name], (blob, pair))},)
keys = {number: "number", name: "name", pair: "pair"}
gc.freeze()


def checks():
    wide = Loose(5)
    wide.tag = 1
    return {
        "methods": (number.show(), name.show(), blob.show(), pair.show()) == ("new 3", "new n", "new", ("new", 1, 2)),
        "new base": (name.extra(), blob.extra(), config.extra()) == ("extra Name", "extra Blob", "extra Config"),
        "new methods": str(number) == "u3" and pair.first == 1,
        "values": config == {"a": 1} and config.show() == "new" and number == 3,
        "keys": (keys[UserId(3)], keys["n"], keys[(1, 2)]) == ("number", "name", "pair"),
        "nested": type(nested[0]["k"][0]) is app.UserId and isinstance(nested[0]["k"][2][0], app.Blob),
        "made once": Interned("t") is text and text.show() == "new",
        "without slots": loose.show() == wide.show() == "new" and isinstance(loose, app.Loose) and wide.tag == 1,
    }
