import functools
def logged(f):
    @functools.wraps(f)
    def w(*a): return ("logged", f(*a))
    return w
class Base:
    def on(self): return "base"
class Mix:
    def on(self): return "mix"
class Added:
    @logged
    def on(self): return 1
class Removed:
    def on(self): return 1
class Mixed(Mix, Base): pass
class Own(Base):
    x = 1
