import helper
def f(): return ("one", helper.g())
