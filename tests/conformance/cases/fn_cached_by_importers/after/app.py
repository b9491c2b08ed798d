import functools

import rates
from rates import VAT, vat

made = []


def gross(amount):
    return amount * 100 + vat(amount)


@functools.lru_cache(maxsize=None)
def quote(amount):
    return gross(amount)


@functools.lru_cache(maxsize=None)
def base():
    return VAT


@functools.lru_cache(maxsize=None)
def connection():
    rates.fee()
    made.append(1)
    return made


class Order:
    def __init__(self, amount):
        self.amount = amount

    @functools.cached_property
    def total(self):
        return gross(self.amount) + rates.fee()

    @functools.cached_property
    def size(self):
        return len(made)

    @functools.lru_cache(maxsize=None)
    def label(self):
        return "%d of %d" % (self.amount, base())
