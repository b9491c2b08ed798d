DEBUG = False
NAME = ""
SIZES = {"small": 1}

LEVEL = "verbose" if DEBUG else "info"
TITLE = NAME or "unnamed"
OPTIONS = {"color": True} if DEBUG else {"color": False}
BOTH = DEBUG and NAME
LIMIT = 100 if len(NAME) < 3 else 10
SIZE = SIZES.get("large") or 6


def level():
    return LEVEL
