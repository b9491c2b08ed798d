class Legacy:
    made = []

    def total(self):
        return "legacy"


class Order:
    made = []

    def __init__(self, n):
        self.n = n
        Order.made.append(self)

    def total(self):
        return "order %d" % self.n
