import functools

TABLE = {"de": 19, "ch": 7}


@functools.lru_cache(maxsize=None)
def vat(country):
    return TABLE[country]


def rounded(x):
    return int(x)
