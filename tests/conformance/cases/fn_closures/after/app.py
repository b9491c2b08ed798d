def outer(n):
    def inner(): return ("two", n)
    return inner
def changed(a, b):
    def inner(): return ("two", b)
    return inner
