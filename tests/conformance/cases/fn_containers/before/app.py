def f(): return "one"
def g(): return "one"
