from lib import D
def g(): return D()
