LEVEL = 2
NAMES = ["a", "b"]
class Limits:
    table = {}
    for key in ("x", "y"):
        table[key] = LEVEL
    n = 0
    while n < LEVEL:
        n += 1
    for name in NAMES:
        last = name
class Readers:
    fields = ["x", "y"]
    index = {name: i for i, name in enumerate(fields)}
    for _name in fields:
        locals()["get_" + _name] = (lambda v: lambda self: ("old", v))(_name)
    del _name
    total = 0
    total += 1
