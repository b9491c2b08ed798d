class Order:
    made = []

    def __init__(self, n):
        self.n = n
        Order.made.append(self)

    def total(self):
        return "order no. %d" % self.n


Legacy = Order
