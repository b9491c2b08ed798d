import helper
def f(): return ("two", helper.g())
