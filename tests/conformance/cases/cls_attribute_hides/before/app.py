class Cart:
    def __init__(self):
        self.items = [1, 2]
        self.total = 0

    def add(self, n):
        self.items.append(n)
        self.total = sum(self.items)
