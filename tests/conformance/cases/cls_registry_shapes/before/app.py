import lib
class Tuples:
    order = []
    def __init_subclass__(cls, *, priority=0):
        Tuples.order.append((priority, cls))
class First(Tuples, priority=5):
    limit = 1
class Second(Tuples, priority=5): pass
class Known:
    all = []
    def __init_subclass__(cls): Known.all.append(cls)
class C(Known):
    n = 1
class Lists:
    table = {}
    def __init_subclass__(cls, *, kind="x"):
        Lists.table.setdefault(kind, []).append(cls)
class A(Lists, kind="k"):
    n = 1
class B(Lists, kind="k"): pass
@lib.register(1)
class Listed:
    n = 1
@lib.unique("plug")
class Plug:
    size = 1
    def run(self): return "old"
