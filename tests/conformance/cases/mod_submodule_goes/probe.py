import sys

import pkg
from pkg import f


def checks():
    return {
        "package": f() == pkg.f() == "new",
        "loaded or not": ("pkg.b" in sys.modules) == hasattr(pkg, "b"),
    }
