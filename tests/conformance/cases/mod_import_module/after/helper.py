VALUE = 2
def f(): return "new"
def g(): return "added"
