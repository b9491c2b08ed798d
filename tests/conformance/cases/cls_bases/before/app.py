class Mixin:
    def mixed(self): return "mixed"
class Plain:
    def m(self): return "one"
class Child(Plain):
    def c(self): return "one"
class Alone(Mixin):
    def a(self): return "one"
