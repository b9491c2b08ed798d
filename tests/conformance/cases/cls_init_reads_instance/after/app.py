from collections import deque
from dataclasses import dataclass


class Basket:
    DEFAULTS = {"currency": "EUR"}
    LIMIT = 3

    def __init__(self, price, count):
        self.price = price
        self.count = count
        self.total = self.price * self.count
        self.options = dict(self.DEFAULTS)
        self.recent = deque(maxlen=self.LIMIT)


class Window(Basket):
    LIMIT = 5


class Client:
    def __init__(self, host, timeout=10, retries=1):
        self.host = host
        self.timeout = timeout
        self.retries = retries
        self.url = "http://" + self.host


class Slow(Client):
    def __init__(self, host):
        super().__init__(host, timeout=60)


class Named(Client):
    def __init__(self, host):
        Client.__init__(self, host, 90, retries=4)


@dataclass
class Order:
    price: int
    count: int
    unit: str = "piece"

    def __post_init__(self):
        self.total = self.price * self.count

    def cost(self):
        return self.total
