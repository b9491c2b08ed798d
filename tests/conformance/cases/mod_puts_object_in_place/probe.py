"""A submodule has put an object in its place in sys.modules: that stays, and what it has counted."""
import sys

import pkg
from pkg import conf, f, other

conf.level()
hits = conf.hits


def checks():
    return {
        "package": f() == pkg.f() == ("new", 1),
        "object": sys.modules["pkg.conf"] is pkg.conf is conf and conf.hits > hits > 0,
        "next to it": other.g() == "new",
    }
