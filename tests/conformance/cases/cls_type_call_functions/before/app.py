def hello(self): return "old"
class Holder:
    n = 1
    hi = hello
    table = {"a": hello}
Holder.late = hello
Called = type("Called", (), {"hello": hello, "n": 1})
class Slotted:
    __slots__ = ("x",)
    hello = hello
    def own(self): return "old"
