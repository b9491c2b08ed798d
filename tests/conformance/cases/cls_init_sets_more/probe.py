"""What a new line of __init__ sets, objects made before have, too, each its own."""
import app
import plugin
from app import double

a, b, limited = app.Pool("a"), app.Pool("b"), app.Limited("l")
own, apart, said = plugin.Own(), plugin.Apart(), plugin.Said("s")
changed = app.Pool("c")
changed.hits = 41
bare, registry, job, point = app.Bare(), app.Registry(), app.Job("j"), app.Point(1)
double(1)
taken = []


def answers():
    if not taken:
        taken.append((a.take(), a.take(), b.take(), limited.take(), own.take(), changed.take()[1]))
        taken.append((bare.work(), job.describe(), app.Job("k").describe(), point.parts(), double(1), double(1), double.hits))
    return taken


def checks():
    pools, others = answers()
    return {
        "each its own": pools[:3] == ((1, 1, 0, 30, 5, 1), (2, 2, 0, 30, 5, 2), (1, 1, 0, 30, 5, 1)),
        "locks": a.lock is not b.lock and not a.lock.locked(),
        "nested": a.by_kind == {"a": [], "b": {}} and a.by_kind["a"] is not b.by_kind["a"],
        "below": pools[3] == (1, 1, 0, 30, 5, 1) and limited.over is False,
        "below, elsewhere": pools[4] == (1, 1, 0, 30, 5, 1),
        "what it has already": pools[5] == 42,
        "not made by it": vars(apart) == {"apart": True},
        "said by its class": said.waiting == ["said"] and "waiting" not in vars(said) and "hits" in vars(said),
        "computed": bare.size == 4,
        "of an argument that each has": a.label == "A",
        "depends on another": not hasattr(a, "large"),
        "no __init__ before": others[0] == 1,
        "class within": registry.entries[0].last is None,
        "dataclass": others[1] == ("j", ["described"], [1, 2], 1.5) and others[2] == ("k", ["described"], [1, 2], 1.5),
        "shown": repr(job) == "Job(name='j', tries=0, tags=['described'], options={'retry': [1, 2]}, cost=1.5)",
        "frozen": others[3] == [1, []] and repr(point) == "Point(x=1, history=[])",
        "decorator object": others[4:] == (2, 2, 2) and double.store == {1: 2},
    }
