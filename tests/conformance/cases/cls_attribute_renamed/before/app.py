class Basket:
    def __init__(self):
        self._items = []
        self.owner = None
    def add(self, x):
        self._items.append(x)
        return self
    def total(self):
        return len(self._items)
