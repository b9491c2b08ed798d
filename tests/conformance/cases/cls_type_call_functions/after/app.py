def hello(self): return "new"
class Holder:
    n = 2
    hi = hello
    table = {"a": hello}
Holder.late = hello
Called = type("Called", (), {"hello": hello, "n": 1})
class Slotted:
    __slots__ = ("x", "y",)
    hello = hello
    def own(self): return "new"
