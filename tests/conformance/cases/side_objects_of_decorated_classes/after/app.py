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
        return self.total * 2


def total():
    return carts.total
