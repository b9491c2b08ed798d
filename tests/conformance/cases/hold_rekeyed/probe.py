import collections
import app
from app import Event


def filled(table):
    table.update([(Event, 1), ("x", 2), (("pair", 1), 3)])
    return table


plain, default = filled({}), filled(collections.defaultdict(list))
ordered = [filled(collections.OrderedDict()) for _ in range(4)]


def checks():
    new = app.Event
    first, second, third, fourth = ordered
    result = {
        "new": new().name() == "new" and Event is new,
        "found": [t.get(new) for t in (plain, default, first)] == [1, 1, 1],
        "in their order": [list(t)[1:] for t in (plain, default, first)] == [["x", ("pair", 1)]] * 3,
        "listed": [k for k in second][0] is new and second.copy() == second,
        "moved": second.move_to_end(new) is None and list(second)[-1] is new,
        "taken out": third.popitem(last=False) == (new, 1) and fourth.pop(new) == 1 and len(fourth) == 2,
    }
    for table in ordered:
        table.clear()
        filled(table)
    return result
