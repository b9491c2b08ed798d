"""A file has come into the package whose __init__ imports whatever there is."""
import sys

import plug

upper = plug.REGISTRY["upper"]


def checks():
    return {
        "found": plug.REGISTRY.get("lower", str)("A") == "a 2" and "plug.lower" in sys.modules and hasattr(plug, "lower"),
        "the others": upper("a") == "A!" and plug.REGISTRY["upper"] is upper and sorted(plug.REGISTRY) == ["lower", "upper"],
    }
