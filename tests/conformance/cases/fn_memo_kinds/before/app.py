from memo import memoize


@memoize
def text(k):
    return "v1 " + k


@memoize
def pair(k):
    return ("v1", k)


@memoize
def names(k):
    return ["v1", k]


@memoize
def unique(k):
    return {"v1", k}


@memoize
def table(k):
    return {"v1": [k]}


@memoize
def nothing(k):
    return None
