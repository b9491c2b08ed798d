N = 0
def bump():
    global N
    N += 1
    return N
def f(): return N
