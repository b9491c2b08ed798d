class Tank:
    limit = 100
    def __init__(self, level):
        self.level = level
    @property
    def level(self):
        return self._level
    @level.setter
    def level(self, value):
        self._level = min(value, self.limit)
    def fill(self, n):
        self.level += n
