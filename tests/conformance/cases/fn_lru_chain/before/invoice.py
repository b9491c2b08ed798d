import functools

import tax
from tax import rounded, vat


@functools.lru_cache
def gross(net, country):
    return rounded(net * (100 + vat(country)) / 100)


class Invoice:
    def __init__(self, net, country):
        self.net, self.country = net, country

    @functools.cached_property
    def total(self):
        return gross(self.net, self.country)

    @functools.lru_cache(maxsize=32)
    def text(self, currency):
        return "%d %s" % (self.total, currency)


@functools.lru_cache(None)
def expensive(n):
    EXPENSIVE.append(n)
    return n * 2


EXPENSIVE = []
