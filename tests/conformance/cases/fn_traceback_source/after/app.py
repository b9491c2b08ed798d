# a line more
def f():
    raise ValueError(2)
def g(): return 1
