import enum


class State(enum.Enum):
    NEW = 1
    DONE = 2
    FAILED = 3


class Plan:
    price = 7
    names = ("b",)

    @classmethod
    def cost(cls):
        return cls.price * 2


class Pro(Plan):
    price = 70


PLANS = {"basic": Plan, "pro": Pro}
ALL = [Plan, Pro]
TABLE = {k: v.price for k, v in PLANS.items()}
PRO = PLANS["pro"].price
SUM = sum(c.price for c in ALL)
FIRST = next(iter(PLANS.values())).price
NAMES = [n for c in ALL for n in c.names]
COUNT = len(State)


class Service:
    limit = Plan.cost()
    fresh = Plan().price
    listed = [p.price for p in (Plan,)]
    state = []


def charge(n, price=PLANS["basic"].price):
    return n * price
