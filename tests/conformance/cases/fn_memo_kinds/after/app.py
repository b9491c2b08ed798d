from memo import memoize


@memoize
def text(k):
    return "v2 " + k


@memoize
def pair(k):
    return ("v2", k)


@memoize
def names(k):
    return ["v2", k]


@memoize
def unique(k):
    return {"v2", k}


@memoize
def table(k):
    return {"v2": [k]}


@memoize
def nothing(k):
    return k
