"""A new __init__ makes attributes of several statements, locals, methods and functions that are new."""
import app
rows = [{"k": "a"}, {"k": "b"}, {"k": "a"}]
s = app.Service("My Name", rows); t = app.Service("T", [])
o = app.Slot(5)


def checks():
    return {"retries": s.retries == 3, "slug": s.slug == "my-name", "index": s.index == {"a": [0, 2], "b": [1]}, "same": s.same is s.index,
      "own": s.index is not t.index, "key": s.key == "k:MY NAME", "label": s.label() == "my-namek:MY NAME", "counters": s.counters["a"].n == 0 and type(s.counters["a"]) is app.Counter2,
      "first": s.first is rows[0] and t.first is None, "lock": s.locks["rw"] is s.lock and t.lock is not s.lock, "slot": o.z == [5, 5] and o.y == [5]}
