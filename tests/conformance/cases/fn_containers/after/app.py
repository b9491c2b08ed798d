def f(): return "two"
def g(): return "two"
