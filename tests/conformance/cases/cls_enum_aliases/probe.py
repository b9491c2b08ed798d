"""A member becomes another name of one, is one of its own now, has another name or another value."""
from app import Becomes, Ceases, Moves, Renamed

b, c, a, moved, new = Becomes.B, Becomes.C, Ceases.A, Moves.A, Renamed.NEW
class Order: pass
order = Order()
order.state = Becomes.C
def names(kind): return [member.name for member in kind]


def checks():
    return {
        "becomes an alias": Becomes.C is Becomes.B is b and names(Becomes) == ["A", "B"],
        "held ones too": c is b and order.state is Becomes.C and order.state.value == 2,
        "own member": Ceases.C is not a and (Ceases.C.name, Ceases.C.value) == ("C", 4) and Ceases(4) is Ceases.C,
        "the one it was": Ceases.A is a and (a.name, a.value) == ("A", 1) and names(Ceases) == ["A", "B", "C"],
        "other name": names(Renamed) == ["NEW", "CANCELLED"] and not hasattr(Renamed, "CANCELED"),
        "same value": Renamed("cancelled") is Renamed.CANCELLED and Renamed.NEW is new and len(Renamed) == 2,
        "other value": Moves.A is moved and Moves(10) is moved and (moved.value, moved.square) == (10, 100),
    }
