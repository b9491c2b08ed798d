"""Enumerations with methods of their own for what enumerations do."""
from app import HANDLERS, Access, Number, Step

one, a, b, read, write = Number.ONE, Step.A, Step.B, Access.READ, Access.WRITE
a.handlers.append(1)
b.handlers.append(2)
both = {read, write}


def checks():
    return {
        "metaclass": Number[" one "] is one and Number("3") is Number.THREE,
        "membership": 3 in Number and 9 not in Number,
        "filled by members": Step.A.handlers == [1] and Step.B.handlers == [2] and len(HANDLERS) == 2,
        "counted anew": Step.default() is b and Step(3) is b and b.value == 3,
        "missing": Access("w") is write and Access("none") is read,
        "equal to a value": write == "W" and len(write) == 1,
        "in a set": Access.WRITE in both and Access.READ in both and len(both) == 2,
    }
