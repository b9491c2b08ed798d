"""try, with and import in a class body take another way now."""
import pickle
import string

from app import Codec, Files, Limit

codec = Codec()


def checks():
    return {
        "import found": Codec.fast is string and codec.show() == "fast",
        "no exception": Limit.value == 7,
        "with goes to its end": (Files.first, getattr(Files, "second", 0)) == (1, 5),
        "with a file": Files.text == "new",
        "import in the body": Files.codec is pickle and not hasattr(Files, "_join"),
    }
