import enum


class Status(enum.Enum):
    PAID = "paid"
    OPEN = "open"


class Product:
    def __init__(self, cents):
        self.cents = cents

    def price(self):
        return self.cents
