import impl
def f(): return "one"
class C:
    def m(self): return "one"
