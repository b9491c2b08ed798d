def outer(n):
    def inner(): return ("one", n)
    return inner
def changed(a, b):
    def inner(): return ("one", a)
    return inner
