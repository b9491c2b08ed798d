from collections import deque
from dataclasses import dataclass


class Basket:
    DEFAULTS = {"currency": "EUR"}
    LIMIT = 3

    def __init__(self, price, count):
        self.price = price
        self.count = count


class Window(Basket):
    LIMIT = 5


class Client:
    def __init__(self, host):
        self.host = host


class Slow(Client):
    def __init__(self, host):
        super().__init__(host)


class Named(Client):
    def __init__(self, host):
        Client.__init__(self, host)


@dataclass
class Order:
    price: int
    count: int

    def cost(self):
        return self.price * self.count
