"""What the class has had for all, and the new __init__ sets on each; slots that nothing has filled."""
import app

a, b, small = app.Cart("a"), app.Cart("b"), app.Small("s")
a.add("x")
own, same = app.Cart("own"), app.Cart("same")
own.limit = 77
same.limit = 3
bare, slotted, begun, context = app.Bare(), app.Slotted(), app.Slotted(), app.Context()
begun.begin()
context.user = "me"
taken = []


def answers():
    if not taken:
        taken.append((a.add(1), a.add(2), b.add(1), small.add(1)))
        taken.append((bare.look(), slotted.parts(), slotted.parts()))
    return taken


def checks():
    carts, others = answers()
    return {
        "each its own, with what there was for all": carts == (2, 3, 2, 2) and a.items is not b.items and b.items == ["x", 1],
        "of the class no more": not hasattr(app.Cart, "items") and not hasattr(app.Cart, "color"),
        "property, method": (a.total, b.total, a.size) == (4, 2, 2),
        "constants": (a.limit, b.limit) == (5, 5),
        "set before": (own.limit, same.limit) == (77, 3),
        "said by the class below": small.limit == 1,
        "of an argument": a.color == "A" and app.Cart("n").color == "N",
        "no __init__ before": others[0] == [1] and "seen" in vars(bare),
        "slots": others[1] == [1, 1] and begun.b == [],
        "slots that others fill": begun.late == 5 and not hasattr(slotted, "late"),
        "of a thread": context.user == "me" and not hasattr(context, "trace"),
    }
