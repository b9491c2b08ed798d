"""Special methods come, go and change in classes whose operations have been run so often that the interpreter knows them."""
from app import Below, Box, Vector

class Mine(Box): pass
box, below, mine, vector = Box(1, 2), Below(1, 2), Mine(1, 2), Vector()
class Holder:
    held = box
def inside(o): return 5 in o
OPERATIONS = [len, bool, hash, inside, lambda b: b == 3, lambda b: b.none, lambda b: b(), lambda b: b[0],
              lambda b: range(9)[b], lambda b: format(b, "d"), lambda b: b + 1, lambda b: b @ 1, lambda b: -b]
for operation in OPERATIONS:
    for o in [box, below, mine] * 100 + [vector] * 100 * (operation is not inside):
        try: operation(o)
        except (TypeError, AttributeError): pass
def refuses(operation, o):
    try: operation(o)
    except (TypeError, AttributeError): return True
    return False
def ior(o):
    o |= 1
    return o


def checks():
    def each(f): return all(f(o) for o in (box, below, mine))
    vector[1] = 2
    return {
        "gone": each(lambda o: all(refuses(OPERATIONS[i], o) for i in (0, 5, 6, 7, 8, 9))),
        "back to those of object": each(lambda o: bool(o) and o != 3 and hash(o) == object.__hash__(o)),
        "by iteration": each(lambda o: list(o) == [1, 2] and 5 not in o and 1 in o),
        "operators": each(lambda o: (o + 1, 1 + o, o @ 1, ior(o)) == (("add", 1), ("radd", 1), "matmul", "ior")),
        "functions": each(lambda o: (reversed(o), complex(o), dir(o), repr(o)) == ("reversed", 1j, ["listed"], "<box>")),
        "of the class": Box[1] == ("Box", 1) and Mine[1] == ("Mine", 1),
        "descriptor": Holder.held == Holder().held == "got",
        "other body": (vector[0], -vector, vector.none) == (("new", 0), "new", "none new") and not vector and len(vector) == 0,
        "new beside them": (int(vector), round(vector), vector.set) == (42, "round", (1, 2)),
    }
