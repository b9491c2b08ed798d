LEVEL = 5
NAMES = ["a", "c"]
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
    fields = ["x", "y", "z"]
    index = {name: i for i, name in enumerate(fields)}
    for _name in fields:
        locals()["get_" + _name] = (lambda v: lambda self: ("new", v))(_name)
    del _name
    total = 0
    total += 2
