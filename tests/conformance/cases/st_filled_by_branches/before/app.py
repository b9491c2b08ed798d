DEBUG = True
PAIRS = [("a", 3), ("b", 1)]

OPTIONS = {}
if DEBUG:
    OPTIONS["trace"] = 1
else:
    OPTIONS["cache"] = 1

CODES, NAMES = {}, {}
for name, code in PAIRS:
    CODES[name] = code
    NAMES[code] = name


def f():
    return OPTIONS
