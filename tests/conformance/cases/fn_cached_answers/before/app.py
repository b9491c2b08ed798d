import functools

import lib
from lib import Scale, tax


@functools.lru_cache(maxsize=None)
def total(amount):
    return tax(amount)


@functools.lru_cache(maxsize=None)
def scaled(amount):
    return Scale().of(amount)


@functools.lru_cache(maxsize=None)
def factor():
    return Scale.factor


@functools.lru_cache(maxsize=None)
def rate(amount):
    return amount * lib.RATE


@functools.lru_cache(maxsize=None)
def pool(name):
    return object()


class Shop:
    @staticmethod
    @functools.lru_cache(maxsize=4)
    def price(amount):
        return amount
