"""A process with many objects: what the walks over the heap find is right, and other threads wait less than two seconds."""

from run import interpreters, outer

COUNT = 1200000


def source(v):
    return ("".join("def f%d(): return %d\n" % (n, v) for n in range(40)) +
            "".join("class C%d:\n    def m(self): return %d\n" % (n, v) for n in range(20)) +
            ("def kind(): return 1\n" if v == 1 else "class kind:\n    def get(self): return %d\n" % v))


def test_a_million_containers(t):
    p = t.target({"app.py": source(1)}, """
        import app, gc
        heap = [[n] for n in range(%d)]
        heap[%d].append(app.kind)
        heap[-1].append({"kind": app.kind, "method": app.C7().m})
        held, objects = [getattr(app, "f%%d" %% n) for n in range(40)], [getattr(app, "C%%d" %% n)() for n in range(20)]
        """ % (COUNT, COUNT // 2))
    p.expect("len(gc.get_objects()) > %d" % COUNT, True)
    p.write("app.py", source(2))
    run = p.reload("app", options=["--timeout", "60"])
    p.expect("{f() for f in held}, {o.m() for o in objects}, heap[-1][1]['method']()", ({2}, {2}, 2))
    p.expect("isinstance(app.kind, type), heap[%d][1] is app.kind is heap[-1][1]['kind'], app.kind().get()" % (COUNT // 2),
             (True, True, 2))
    p.expect("len(heap), sum(map(len, heap)), heap[5]", (COUNT, COUNT + 2, [5]))
    assert run.doc["times"]["gil_ms"] < 2000, run.doc["times"]
    t.note("GIL held %.0f ms" % run.doc["times"]["gil_ms"])


test_a_million_containers.pythons = outer(interpreters()[0])
