from . import util
def f(): return ("one", util.g())
