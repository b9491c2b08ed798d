def zero():
    def inner(): return "zero2"
    return inner
def first():
    def inner(): return "first2"
    return inner
def second():
    def inner(): return "second2"
    return inner
