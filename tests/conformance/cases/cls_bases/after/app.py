class Mixin:
    def mixed(self): return "mixed"
class Plain(Mixin):
    def m(self): return "two"
class Child(Plain):
    def c(self): return "two"
class Alone:
    def a(self): return "two"
