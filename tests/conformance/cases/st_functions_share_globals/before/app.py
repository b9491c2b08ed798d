N = 0
def f(): return N
