from core import Collector, collector, singleton


@collector
class Requests(Collector):
    name = "requests"


@collector
class Errors(Collector):
    name = "errors"


@singleton
class carts(Collector):
    def pay(self):
        return self.total


def total():
    return carts.total
