import functools
from rates import fee


def total(amount):
    return amount + fee(amount)


class Account:
    def __init__(self, amount):
        self.amount = amount

    @functools.lru_cache(maxsize=None)
    def direct(self):
        return fee(self.amount)

    @functools.lru_cache(maxsize=None)
    def by_function(self):
        return total(self.amount)

    @staticmethod
    @functools.lru_cache(maxsize=None)
    def static(n):
        return total(n)

    def line(self):
        return fee(self.amount)

    @functools.lru_cache(maxsize=None)
    def by_method(self):
        return self.line()


@functools.lru_cache(None)
def of_account(acc):
    return acc.line()


ACC = Account(200)
