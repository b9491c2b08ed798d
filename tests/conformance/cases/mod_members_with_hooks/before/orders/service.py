import itertools
from . import handlers
from .models import Order, Status


class Service:
    def __init__(self):
        self.orders = {}
        self.ids = itertools.count(1)
        self.log = []

    def create(self, *lines):
        order = Order(next(self.ids), list(lines))
        self.orders[order.id] = order
        return order

    def advance(self, key, status):
        order = self.orders[key].move(Status(status))
        for _, run in handlers.HOOKS[order.status]:
            run(order, self.log)
        return order


service = Service()
checkout = service.create
