def first():
    def inner(): return "first1"
    return inner
def second():
    def inner(): return "second1"
    return inner
