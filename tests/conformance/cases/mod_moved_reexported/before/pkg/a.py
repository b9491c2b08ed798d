def f(): return "one a"
class K:
    def m(self): return "one a"
class Err(Exception): pass
def helper_only_old(): pass

def other(): return 1
def run(x): return "a"
