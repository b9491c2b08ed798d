def timed(f):
    def wrapper(*a):
        return "timed", f(*a)
    return wrapper


def limit(n):
    def decorate(f):
        def wrapper(*a):
            return n, f(*a)
        return wrapper
    return decorate


class A:
    def m(self):
        return 1


class B:
    m = A.m
    n = A.m


A.m = timed(A.m)


class C:
    def m(self):
        return 1


C.m = limit(10)(C.m)


class D:
    def m(self):
        return 1


def load():
    return 1


def fast(self):
    return "fast"


RAW = {"load": load, "fetch": load}
load = timed(load)
D.m = fast
