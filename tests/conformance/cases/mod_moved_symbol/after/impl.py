SECRET = "impl"
def f(): return ("two", SECRET)
class C:
    def m(self): return ("two", SECRET)
def own(): return "own2"
