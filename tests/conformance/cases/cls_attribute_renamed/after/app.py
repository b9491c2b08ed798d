class Basket:
    def __init__(self):
        self._entries = []
        self.owner = None
    def add(self, x):
        self._entries.append(x)
        return self
    def total(self):
        return len(self._entries)
