"""Options of a data class come and go, and what they made for it; classes that become one or no longer are one."""
import dataclasses

from app import Becomes, Ceases, Freezes, Ordered, Plain, Secret, Shown, Thaws

plain, secret, freezes, thaws, ordered = Plain(1), Secret("t"), Freezes(), Thaws(), Ordered(1)
shown, becomes, ceases = Shown(), Becomes(1), Ceases(1)
def fails(f, *args):
    try: f(*args)
    except (TypeError, AttributeError): return True
    return False


def checks():
    return {
        "without repr": "object at" in repr(plain),
        "without eq": plain != Plain(1) and isinstance(hash(plain), int),
        "field without repr": repr(secret) == "Secret()",
        "frozen": fails(setattr, freezes, "x", 5) and hash(freezes) == hash(Freezes()),
        "not frozen": not fails(setattr, thaws, "x", 1) and Thaws.__hash__ is None,
        "order": ordered < Ordered(2) and sorted([Ordered(3), ordered])[0] is ordered,
        "hash": hash(ordered) == hash(Ordered(1)) and ordered == Ordered(1, [2]),
        "with repr": repr(shown) == "Shown(x=1)",
        "becomes one": becomes == Becomes(1, 0) and repr(becomes) == "Becomes(x=1, y=0)" and Becomes.__hash__ is None,
        "ceases to be one": not dataclasses.is_dataclass(ceases) and ceases != Ceases(1),
        "and its order": fails(lambda: ceases < Ceases(2)) and Ceases(3).x == 3,
    }
