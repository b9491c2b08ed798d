from . import util
def f(): return ("two", util.g())
