"""A submodule that a package does not import by itself any more is still one that others import."""
import sys

import pkg
import user
from pkg import f


def checks():
    return {
        "package": f() == pkg.f() == "new a",
        "others": user.use() == ("new b", "new c"),
        "one module": pkg.b is sys.modules["pkg.b"] and pkg.c is sys.modules["pkg.c"],
    }
